package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.engine.CharacterSets;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a client: what it may ask for beside its command. Variables come from a short list, forwarding of agents and displays is
 * refused, and how a command ended is told with code or signal.
 */
final class DoorChannel extends ChannelSession {
    private static final String TASK = "HOOP_TASK";
    private static final String NOTICES = "HOOP_NOTICES";
    private static final String NOTICES_VERSION = "1";
    private static final int MOST_VARIABLES = 32;
    private static final int LONGEST_VALUE = 1024;
    private static final int LONGEST_NAME = 64;
    private static final int LARGEST_TERMINAL = 10_000;
    /** The most sizes and signals of one channel: each is recorded or passed on. */
    private static final int MOST_ASKED = 10_000;

    private final Map<String, String> environment = new HashMap<>();
    private volatile CommandOptions.@Nullable Terminal terminal;
    private volatile String task = "";
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean wantsNotices;
    private volatile Consumer<String> onSignal = name -> {};
    private volatile BiConsumer<Integer, Integer> onResize = (columns, rows) -> {};

    /** What the client's command gets beside its text. */
    CommandOptions options() {
        synchronized (environment) {
            return new CommandOptions(Optional.ofNullable(terminal), environment);
        }
    }

    /** The task the client works for, from the variable {@code HOOP_TASK}; empty for none. */
    String task() {
        return task;
    }

    /** Whether a program is at the other end that wants to be told in frames what persons are told in lines. */
    boolean wantsNotices() {
        return wantsNotices;
    }

    /** Sends a request that wants no answer; a client that does not know it takes no notice. */
    void request(String name, byte[] content) throws IOException {
        Buffer buffer =
                getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, content.length + name.length() + 32);
        buffer.putUInt(getRecipient());
        buffer.putString(name);
        buffer.putBoolean(false);
        buffer.putBytes(content);
        writePacket(buffer);
    }

    boolean hasTerminal() {
        return terminal != null;
    }

    void onSignal(Consumer<String> handler) {
        onSignal = handler;
    }

    void onResize(BiConsumer<Integer, Integer> handler) {
        onResize = handler;
    }

    @Override
    protected RequestHandler.Result handleEnvParsed(String name, String value) {
        if (commandStarted.get() || value.length() > LONGEST_VALUE || name.length() > LONGEST_NAME) {
            return RequestHandler.Result.ReplyFailure;
        }
        if (name.equals(TASK)) {
            task = value.strip();
            return RequestHandler.Result.ReplySuccess;
        }
        if (name.equals(NOTICES)) {
            wantsNotices = value.equals(NOTICES_VERSION);
            return wantsNotices ? RequestHandler.Result.ReplySuccess : RequestHandler.Result.ReplyFailure;
        }
        if (!isHarmless(name)
                || CharacterSets.changedBy(name, value)
                || value.codePoints().anyMatch(Character::isISOControl)) {
            return RequestHandler.Result.ReplyFailure;
        }
        synchronized (environment) {
            if (environment.size() >= MOST_VARIABLES) {
                return RequestHandler.Result.ReplyFailure;
            }
            environment.put(name, value);
        }
        return RequestHandler.Result.ReplySuccess;
    }

    /** Language and colours. Anything else may change what a command means: PATH, LD_PRELOAD, BASH_ENV, GIT_SSH_COMMAND. */
    private static boolean isHarmless(String name) {
        return name.equals("LANG")
                || name.equals("LANGUAGE")
                || name.equals("COLORTERM")
                || (name.startsWith("LC_")
                        && name.substring(3).chars().allMatch(letter -> letter >= 'A' && letter <= 'Z'));
    }

    @Override
    protected RequestHandler.Result handlePtyReqParsed(
            String type, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes) throws IOException {
        boolean isName = type.length() <= 64
                && type.chars()
                        .allMatch(letter -> letter < 128
                                && (Character.isLetterOrDigit(letter)
                                        || letter == '-'
                                        || letter == '.'
                                        || letter == '+'
                                        || letter == '_'));
        if (!isName || commandStarted.get()) {
            return RequestHandler.Result.ReplyFailure;
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        modes.forEach((mode, value) -> numbers.put(mode.toInt(), value));
        terminal = new CommandOptions.Terminal(type, bounded(columns), bounded(rows), numbers);
        return super.handlePtyReqParsed(type, columns, rows, width, height, modes);
    }

    private static int bounded(int count) {
        return Math.max(0, Math.min(count, LARGEST_TERMINAL));
    }

    @Override
    protected RequestHandler.Result handleWindowChangeParsed(int columns, int rows, int width, int height) {
        if (asked.incrementAndGet() > MOST_ASKED) {
            return RequestHandler.Result.ReplyFailure;
        }
        onResize.accept(bounded(columns), bounded(rows));
        return RequestHandler.Result.ReplySuccess;
    }

    @Override
    protected RequestHandler.Result handleSignalParsed(String name) {
        if (asked.incrementAndGet() > MOST_ASKED) {
            return RequestHandler.Result.ReplyFailure;
        }
        onSignal.accept(name);
        return RequestHandler.Result.ReplySuccess;
    }

    @Override
    protected RequestHandler.Result handleBreakParsed(long millis) {
        return handleSignalParsed("INT");
    }

    @Override
    protected RequestHandler.Result handleAgentForwarding(String type, Buffer buffer, boolean wantReply) {
        return RequestHandler.Result.ReplyFailure;
    }

    @Override
    protected RequestHandler.Result handleX11Forwarding(String type, Buffer buffer, boolean wantReply) {
        return RequestHandler.Result.ReplyFailure;
    }

    /** Tells the client how its command ended, and closes the channel. */
    void finish(CommandEnd end, int codeWhereUnknown) throws IOException {
        if (end.signal().isEmpty()) {
            closeShell(end.exitCode().orElse(codeWhereUnknown), false);
            return;
        }
        if (!isClosing()) {
            if (out != null) {
                out.close();
            }
            sendEof();
            Buffer told = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            told.putUInt(getRecipient());
            told.putString("exit-signal");
            told.putBoolean(false);
            told.putString(end.signal());
            told.putBoolean(false);
            told.putString("");
            told.putString("");
            writePacket(told);
        }
        commandExitFuture.setClosed();
        close(false);
    }
}
