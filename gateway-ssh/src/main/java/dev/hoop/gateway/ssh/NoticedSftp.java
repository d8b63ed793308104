package dev.hoop.gateway.ssh;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;

/** The library's client for files on a channel that hears the gateway's notices. */
final class NoticedSftp extends DefaultSftpClient {
    /** What the channel is made with, for it is made before this object is. */
    private record Opening(Map<String, String> variables, Notices notices) {}

    private static final AttributeKey<Opening> OPENING = new AttributeKey<>();

    private NoticedSftp(ClientSession session) throws IOException {
        super(session, SftpVersionSelector.fixedVersionSelector(3), SftpErrorDataHandler.EMPTY);
    }

    static NoticedSftp open(ClientSession session, Map<String, String> variables, Notices notices) throws IOException {
        synchronized (session) {
            session.setAttribute(OPENING, new Opening(variables, notices));
            try {
                return new NoticedSftp(session);
            } finally {
                session.removeAttribute(OPENING);
            }
        }
    }

    @Override
    protected ChannelSubsystem createSftpChannelSubsystem(ClientSession session) {
        ChannelSubsystem channel = super.createSftpChannelSubsystem(session);
        Opening opening = session.getAttribute(OPENING);
        if (opening != null) {
            opening.variables().forEach(channel::setEnv);
            channel.addRequestHandler(opening.notices());
        }
        return channel;
    }
}
