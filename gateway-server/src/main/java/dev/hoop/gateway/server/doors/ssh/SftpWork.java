package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.server.gate.FileDesk;
import dev.hoop.gateway.server.gate.HostSession;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves files on one channel: reads a request, has it judged and done, answers, and only then reads the next. */
final class SftpWork extends DoorWork {
    private static final Logger LOG = LoggerFactory.getLogger(SftpWork.class);
    private static final int LONGEST_PACKET = 256 * 1024 + 1024;
    private static final int INIT = 1;

    private final Caller caller;
    private final DoorThreads threads;
    private volatile @Nullable FileDesk desk;

    SftpWork(Caller caller, ChannelSession channel, DoorThreads threads) {
        super(channel);
        this.caller = caller;
        this.threads = threads;
    }

    @Override
    public void start(ChannelSession session, Environment environment) throws IOException {
        if (!threads.start("hoop-ssh-files", this::work)) {
            voice(this::tell).refused(Exits.overloaded());
            channel().finish(CommandEnd.UNKNOWN, FAILED);
        }
    }

    private void work() {
        int code = FAILED;
        Voice voice = voice(this::tell);
        try {
            HostSession session = caller.session(channel().task());
            Thread.currentThread().setName("hoop-ssh-" + session.id());
            serve(session, voice);
            code = 0;
        } catch (EOFException e) {
            code = 0; // the client has all it wanted
        } catch (GatewayException e) {
            voice.refused(e);
            code = Exits.of(e.code());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("files over SSH came to an end");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("files over SSH came to an unforeseen end");
            voice.refused(Exits.unforeseen());
        } finally {
            finish(new CommandEnd(OptionalInt.of(code), ""), code);
        }
    }

    private void serve(HostSession session, Voice voice) throws IOException {
        DataInputStream in = new DataInputStream(input());
        SftpAnswers answers = new SftpAnswers(output());
        byte[] first = body(in);
        if (first.length < 5 || first[0] != INIT) {
            throw new IOException("no version came first");
        }
        try (FileDesk files = session.files(voice)) {
            desk = files;
            answers.version();
            try (SftpRequests requests = new SftpRequests(files, answers, voice::say)) {
                while (true) {
                    requests.answer(new SftpPacket(body(in)));
                }
            }
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 5 || length > LONGEST_PACKET) {
            throw new GatewayException(
                    ErrorCode.PROTOCOL_VIOLATION, "an SFTP packet of %d bytes is not taken".formatted(length));
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }

    @Override
    public void destroy(ChannelSession session) {
        FileDesk files = desk;
        if (files != null) {
            files.cancel();
        }
    }

    private void tell(String text) {
        try {
            write(text, false);
        } catch (IOException e) {
            LOG.atDebug().log("nobody reads what is told any more");
        }
    }
}
