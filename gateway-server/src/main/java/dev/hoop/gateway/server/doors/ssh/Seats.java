package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.session.ServerSession;

/** Counts connections: in all, per address, and those of strangers who have not logged in. What is too much is closed. Thread-safe. */
final class Seats {
    private final SshDoorOptions options;

    @GuardedBy("this")
    private final Map<Session, String> seated = new HashMap<>();

    @GuardedBy("this")
    private final Set<Session> strangers = new HashSet<>();

    Seats(SshDoorOptions options) {
        this.options = options;
    }

    void enter(Session session) {
        String address = session instanceof ServerSession server ? Logins.address(server) : "";
        synchronized (this) {
            long here = seated.values().stream().filter(address::equals).count();
            if (seated.size() < options.connections()
                    && here < options.connectionsPerAddress()
                    && strangers.size() < options.strangers()) {
                seated.put(session, address);
                strangers.add(session);
                return;
            }
        }
        session.close(true);
    }

    synchronized void known(Session session) {
        strangers.remove(session);
    }

    synchronized void leave(Session session) {
        seated.remove(session);
        strangers.remove(session);
    }
}
