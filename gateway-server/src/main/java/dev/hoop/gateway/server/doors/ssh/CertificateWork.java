package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.server.gate.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;

/** Certifies a caller's key: {@code ssh hoop@gateway certificate < id.pub > id-cert.pub}. */
final class CertificateWork extends DoorWork {
    private static final int LONGEST_KEY = 16 * 1024;

    private final Gate gate;
    private final Caller caller;
    private final DoorThreads threads;
    private final String command;

    CertificateWork(Gate gate, Caller caller, ChannelSession channel, DoorThreads threads, String command) {
        super(channel);
        this.gate = gate;
        this.caller = caller;
        this.threads = threads;
        this.command = command;
    }

    @Override
    public void start(ChannelSession session, Environment environment) throws IOException {
        if (!threads.start("hoop-ssh-certificate", this::work)) {
            channel().finish(CommandEnd.UNKNOWN, FAILED);
        }
    }

    private void work() {
        int code = FAILED;
        try {
            certify();
            code = 0;
        } catch (GatewayException e) {
            code = Exits.of(e.code());
            tell(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            tell("the key could not be read");
        } finally {
            finish(new CommandEnd(OptionalInt.of(code), ""), code);
        }
    }

    private void certify() throws IOException {
        if (!command.strip().equals("certificate")) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "the gateway itself answers one thing: ssh hoop@gateway certificate < key.pub > key-cert.pub");
        }
        byte[] key = input().readNBytes(LONGEST_KEY);
        String certificate =
                gate.certify(caller.visitor(), CertificateWish.of(new String(key, StandardCharsets.UTF_8).strip()));
        OutputStream to = output();
        to.write((certificate + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public void destroy(ChannelSession session) {
        // nothing goes on
    }

    private void tell(String text) {
        try {
            write(text, false);
        } catch (IOException e) {
            channel().close(true);
        }
    }
}
