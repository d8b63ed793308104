package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.ports.audit.RecordingAuditTrail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that fails at each of its moments: what could not be kept does not pass, what runs ends, and nothing follows. */
class UnrecordedIT {
    @TempDir
    Path base;

    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private OneDoor one;
    private Path home;
    private SshHost host;
    private SshCaller caller;
    private ClientSession session;

    @BeforeEach
    void start() throws Exception {
        one = OneDoor.in(base, trail, options -> options);
        home = one.home();
        host = one.host();
        caller = new SshCaller(one.port());
        session = caller.password("web", "token");
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        caller.close();
        one.close();
    }

    @Test
    void commandThatCannotBeRecordedAsBegunIsNotRun() throws Exception {
        trail.failRecordingsAt("began");

        SshCaller.exec(session, "touch made");

        assertThat(host.commands()).isEmpty();
        assertThat(home.resolve("made")).doesNotExist();
        nothingFollows();
    }

    @Test
    void outputThatCannotBeRecordedIsNotShownAndItsCommandEnds() throws Exception {
        trail.failRecordingsAt("wrote");

        SshCaller.Done done = SshCaller.exec(session, "echo $$ > pid; echo shown; exec sleep 60");

        assertThat(done.out()).isEmpty();
        one.awaitEndOfCommand();
        nothingFollows();
    }

    @Test
    void errorsThatCannotBeRecordedAreNotShownAndTheirCommandEnds() throws Exception {
        trail.failRecordingsAt("wrote");

        SshCaller.Done done = SshCaller.exec(session, "echo $$ > pid; echo shown >&2; exec sleep 60");

        assertThat(done.err()).doesNotContain("shown");
        one.awaitEndOfCommand();
        nothingFollows();
    }

    @Test
    void typedLineThatCannotBeRecordedIsNotShownAndItsCommandEnds() throws Exception {
        trail.failRecordingsAt("typed");

        String shown =
                atTerminal("echo $$ > pid; read x; printf '%s\\r\\n' \"$x\"; exec sleep 60", "typed line\n", false);

        assertThat(trail.recorded()).noneMatch(entry -> entry.kind().equals("typed"));
        assertThat(shown).doesNotContain("typed line\r\n");
        one.awaitEndOfCommand();
        nothingFollows();
    }

    @Test
    void sizeOfATerminalThatCannotBeRecordedEndsItsCommand() throws Exception {
        trail.failRecordingsAt("terminal");

        atTerminal("echo $$ > pid; exec sleep 60", "", true);

        if (Files.exists(home.resolve("pid"))) { // it may not even have begun
            one.awaitEndOfCommand();
        }
        nothingFollows();
    }

    @Test
    void noticeThatCannotBeRecordedEndsTheSession() throws Exception {
        trail.failRecordingsAt("showed");

        SshCaller.exec(session, "reboot");

        assertThat(host.commands()).isEmpty();
        nothingFollows();
    }

    @Test
    void contentThatCannotBeRecordedIsNotWrittenAndTheSessionEnds() throws Exception {
        Path file = home.resolve("written");
        try (SftpClient files = SftpClientFactory.instance().createSftpClient(session)) {
            trail.failRecordingsAt("content");

            assertThatThrownBy(() -> {
                        try (OutputStream out = files.write(file.toString())) {
                            out.write("content".getBytes(UTF_8));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }

        assertThat(file).isEmptyFile();
        nothingFollows();
    }

    @Test
    void contentThatCannotBeRecordedIsNotReadAndTheSessionEnds() throws Exception {
        Path file = Files.writeString(home.resolve("secret"), "content");
        try (SftpClient files = SftpClientFactory.instance().createSftpClient(session)) {
            trail.failRecordingsAt("content");

            assertThatThrownBy(() -> {
                        try (var in = files.read(file.toString())) {
                            in.readAllBytes();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        nothingFollows();
    }

    /** Runs a command at a terminal until it ends. Answers what was shown. */
    private String atTerminal(String command, String keys, boolean resize) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setUsePty(true);
            channel.setPtyType("xterm");
            channel.setOut(out);
            channel.setErr(OutputStream.nullOutputStream());
            channel.open().verify(SshCaller.SOON);
            BetweenOpenSsh.await(() -> channel.isClosed() || Files.exists(home.resolve("pid")));
            if (!keys.isEmpty()) {
                channel.getInvertedIn().write(keys.getBytes(UTF_8));
                channel.getInvertedIn().flush();
            }
            if (resize && channel.isOpen()) {
                channel.sendWindowChange(90, 30, 0, 0);
            }
            assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SshCaller.SOON))
                    .contains(ClientChannelEvent.CLOSED);
        }
        return out.toString(UTF_8);
    }

    private void nothingFollows() throws Exception {
        int before = host.commands().size();
        trail.failRecordingsAt("");

        BetweenOpenSsh.await(session::isClosed);

        assertThat(host.commands()).hasSize(before);
        assertThat(home.resolve("after")).doesNotExist();
        try (ClientSession fresh = caller.password("web", "token")) { // a new session has a new recording
            assertThat(SshCaller.exec(fresh, "echo fresh").out()).isEqualTo("fresh\n");
        }
    }
}
