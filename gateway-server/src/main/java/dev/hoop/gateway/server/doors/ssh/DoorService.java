package dev.hoop.gateway.server.doors.ssh;

import java.io.IOException;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;

/** Tells a client in words why a channel is not opened; the library itself says that it is not, and no more. */
final class DoorService extends ServerConnectionService {
    private DoorService(AbstractServerSession session) throws SshException {
        super(session);
    }

    /** Makes one for each connection. */
    static final class Factory extends ServerConnectionServiceFactory {
        @Override
        public Service create(Session session) throws IOException {
            return new DoorService((AbstractServerSession) session);
        }
    }

    @Override
    protected IoWriteFuture sendChannelOpenFailure(
            Buffer buffer, long channel, int reason, String message, String language) throws IOException {
        String why = ((DoorSession) getSession()).refusal(channel).orElse(message);
        Buffer larger = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE, why.length() * 3 + 64);
        return super.sendChannelOpenFailure(larger, channel, reason, why, language);
    }
}
