package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.ports.audit.RecordingAuditTrail;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door that asks often whether its clients are still there. */
class SilentClientIT {
    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    Path base;

    @Test
    void clientThatDoesNotAnswerIsGoneWithWhatItRunsAndOneThatDoesStays() throws Exception {
        try (OneDoor one = OneDoor.in(base, new RecordingAuditTrail(), SilentClientIT::asking);
                SshCaller caller = new SshCaller(one.port());
                ClientSession attentive = caller.password("web", "token");
                ClientSession silent = caller.password("web", "token");
                ChannelExec running = silent.createExecChannel("echo $$ > pid; exec sleep 60")) {
            running.open().verify(SshCaller.SOON);
            BetweenOpenSsh.await(() -> size(one.home().resolve("pid")) > 0);

            ((AbstractSession) silent).getIoSession().suspendRead(); // as a machine that has lost its network

            one.awaitEndOfCommand();
            assertThat(SshCaller.exec(attentive, "echo still").out()).isEqualTo("still\n");
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static SshDoorOptions asking(SshDoorOptions usual) {
        return new SshDoorOptions(
                usual.listen(),
                usual.hostKeys(),
                usual.hostCertificate(),
                usual.signIn(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.strangers(),
                usual.channels(),
                usual.loginWithin(),
                usual.idleAfter(),
                OFTEN,
                usual.stuckAfter());
    }
}
