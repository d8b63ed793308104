package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.engine.CommandEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** What runs on a channel: its streams, and how it tells its end. */
abstract class DoorWork implements Command {
    /** The shell's own code for a command that may not be run. */
    static final int REFUSED = 126;
    /** OpenSSH's own code for what went wrong before the command had an end. */
    static final int FAILED = 255;

    private final DoorChannel channel;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable OutputStream errors;

    DoorWork(ChannelSession channel) {
        this.channel = (DoorChannel) channel;
    }

    @Override
    public final void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public final void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public final void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public final void setExitCallback(ExitCallback callback) {
        // the channel is told by finish(), which knows signals
    }

    final DoorChannel channel() {
        return channel;
    }

    final InputStream input() {
        return stream(input);
    }

    final OutputStream output() {
        return stream(output);
    }

    final OutputStream errors() {
        return stream(errors);
    }

    final void finish(CommandEnd end, int otherwise) {
        try {
            channel.finish(end, otherwise);
        } catch (IOException e) {
            channel.close(true);
        }
    }

    /** One line from the gateway itself, where errors go; nothing before there is such a place. */
    final void write(String text, boolean terminal) throws IOException {
        OutputStream to = errors;
        if (to != null) {
            to.write(Notices.line(text, terminal));
            to.flush();
        }
    }

    /**
     * How the gateway speaks to this client.
     *
     * @param lines takes what persons are told
     */
    final Voice voice(Consumer<String> lines) {
        return channel.wantsNotices() ? new NoticeFrames(channel::request) : new Notices(lines);
    }

    private static <S> S stream(@Nullable S stream) {
        return Objects.requireNonNull(stream, "the channel sets its streams before it starts a command");
    }
}
