package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.HostSession;
import dev.hoop.gateway.server.gate.Opening;
import dev.hoop.gateway.server.gate.Visitor;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has logged in on one connection, and the one session that its channels share, opened when the first of them wants to do something.
 * Thread-safe.
 */
final class Caller {
    static final AttributeKey<Caller> OF = new AttributeKey<>();
    static final String DOOR = "ssh";
    /** The user name at which the gateway itself answers; no target is reached by it. */
    static final String RESERVED = "hoop";

    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);
    /** One form only: the name of the target, as policy files have it. What else a user name may hold is refused, whatever it means elsewhere. */
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Gate gate;
    private final ServerSession connection;
    private final Visitor visitor;

    @GuardedBy("this")
    private @Nullable HostSession session;

    @GuardedBy("this")
    private String task = "";

    @GuardedBy("this")
    private boolean gone;

    Caller(Gate gate, ServerSession connection, Visitor visitor) {
        this.gate = gate;
        this.connection = connection;
        this.visitor = visitor;
    }

    static boolean isTarget(@Nullable String user) {
        return user != null && TARGET.matcher(user).matches();
    }

    Visitor visitor() {
        return visitor;
    }

    /**
     * The session of this connection.
     *
     * @param wanted the task the channel names; all channels of a connection work for one
     */
    synchronized HostSession session(String wanted) {
        if (gone) {
            throw new GatewayException(ErrorCode.CONNECTION_LOST, "the connection is closed");
        }
        requireTarget();
        HostSession known = session;
        if (known != null) {
            if (!wanted.equals(task)) {
                throw new GatewayException(
                        ErrorCode.INVALID_REQUEST,
                        "this connection works for task '%s'; open another one for another task".formatted(task));
            }
            return known;
        }
        HostSession opened = gate.openHost(visitor, opening(wanted));
        opened.onEnd(reason -> cut(reason.getMessage()));
        session = opened;
        task = wanted;
        return opened;
    }

    /** The session of this connection, for the task that its channels work for already, or for none. */
    synchronized HostSession session() {
        return session(task);
    }

    private void requireTarget() {
        if (RESERVED.equals(connection.getUsername())) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "'hoop' is the gateway itself, which answers: ssh hoop@gateway certificate < key.pub");
        }
    }

    private Opening opening(String wanted) {
        return new Opening(
                new TargetName(connection.getUsername()),
                Optional.of(wanted).filter(text -> !text.isBlank()).map(TaskId::new),
                ZoneOffset.UTC,
                ApprovalMode.WAIT,
                Duration.ZERO,
                List.of());
    }

    /** Ends the connection with a last word. Any thread. */
    void cut(@Nullable String why) {
        try {
            connection.disconnect(
                    SshConstants.SSH2_DISCONNECT_BY_APPLICATION, why == null ? "this session was ended" : why);
        } catch (java.io.IOException e) {
            connection.close(true);
        }
    }

    /** The connection is closed. */
    void leave() {
        HostSession open;
        synchronized (this) {
            gone = true;
            open = session;
            session = null;
        }
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("session", open.id()).setCause(e).log("a session did not close well");
            }
        }
    }
}
