package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.server.gate.CommandRoad;
import dev.hoop.gateway.server.gate.CommandWork;
import dev.hoop.gateway.server.gate.GatedShell;
import dev.hoop.gateway.server.gate.HostSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A person's dialogue with a gated shell: lines are edited here, each whole construct is judged, and only then does the host hear of it. Its
 * own thread edits and carries output; one looks at keys, so that Ctrl-C is always seen; one hands keys to the editor.
 */
final class GatedDialogue implements AutoCloseable {
    private static final byte INTERRUPT = 3;
    private static final Set<ErrorCode> LAST = Set.of(
            ErrorCode.SESSION_REVOKED,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.TRAIL_UNAVAILABLE,
            ErrorCode.CONNECTION_LOST,
            ErrorCode.SHUTTING_DOWN);

    private final GatedShell shell;
    private final String target;
    private final Voice voice;
    private final OutputStream screen;
    private final LineEditor editor;
    private final TypedAhead typed = new TypedAhead();
    private final Underway underway = new Underway();
    private volatile boolean closed;

    GatedDialogue(HostSession session, DoorChannel channel, Voice voice, OutputStream screen) throws IOException {
        this.voice = voice;
        this.screen = screen;
        this.target = session.target();
        this.shell = session.gatedShell(new CommandWork("shell", channel.options(), Optional.empty(), voice));
        CommandOptions.Terminal size = channel.options().terminal().orElseThrow();
        RecordedScreen recorded = new RecordedScreen(session::shows, screen);
        this.editor = new LineEditor(size.type(), size.columns(), size.rows(), recorded, shell::isUnfinished);
    }

    /** Until the person or the shell ends it. */
    CommandEnd hold() throws IOException {
        shell.open();
        CommandEnd last = new CommandEnd(OptionalInt.of(0), "");
        while (!closed && shell.isOpen()) {
            typed.open(true);
            Optional<String> text = editor.read(prompt());
            typed.open(false);
            if (text.isEmpty()) {
                break;
            }
            if (!text.get().isBlank()) {
                last = said(text.get());
            }
        }
        return last;
    }

    private String prompt() {
        String directory = shell.directory();
        return target + ":" + (directory.isEmpty() ? "?" : directory) + "$ ";
    }

    private CommandEnd said(String text) throws IOException {
        try {
            CommandRoad made = shell.construct(new CommandWork(text, shell.options(), Optional.empty(), voice));
            underway.waits(made);
            try (CommandRun running = made.travel()) {
                underway.runs(running);
                Carrying.carry(running, CommandRun.Stream.OUTPUT, screen);
                return running.end();
            }
        } catch (GatewayException refused) {
            if (LAST.contains(refused.code()) || !shell.isOpen()) {
                throw refused;
            }
            voice.refused(refused);
            return new CommandEnd(OptionalInt.of(Exits.of(refused.code())), "");
        } finally {
            underway.over();
        }
    }

    /** On a thread of its own: looks at every key, and gives it to what runs or keeps it for the editor. */
    void listen(InputStream keys) {
        byte[] chunk = new byte[Carrying.CHUNK];
        try {
            int count = keys.read(chunk);
            while (count >= 0 && !closed) {
                pressed(Arrays.copyOf(chunk, count));
                count = keys.read(chunk);
            }
        } catch (IOException | RuntimeException e) {
            // the person or the host has gone; whoever carries the output says so
        } finally {
            close();
        }
    }

    private void pressed(byte[] keys) {
        Optional<CommandRun> running = underway.run();
        if (running.isPresent() && shell.givesKeys()) {
            running.get().write(keys, 0, keys.length);
            return;
        }
        int behind = behindInterrupt(keys);
        if (behind > 0 && !underway.isNothing()) {
            signal("INT");
            typed.forget();
            editor.forget();
            typed.add(Arrays.copyOfRange(keys, behind, keys.length));
        } else if (behind > 0 && !shell.isOpen()) {
            shell.cancel();
        } else {
            typed.add(keys);
        }
    }

    /** Where the last Ctrl-C ends; zero without one. */
    private static int behindInterrupt(byte[] keys) {
        for (int i = keys.length; i > 0; i--) {
            if (keys[i - 1] == INTERRUPT) {
                return i;
            }
        }
        return 0;
    }

    /** On a thread of its own: hands keys to the editor while it is wanted. */
    void feed() {
        try {
            while (!closed) {
                Optional<byte[]> keys = typed.next();
                if (keys.isPresent()) {
                    editor.feed(keys.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            // the editor is closed, or what it shows cannot be recorded and the session has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void resize(int columns, int rows) {
        editor.resize(columns, rows);
        shell.resize(columns, rows, underway.run());
    }

    void signal(String name) {
        underway.signal(name);
    }

    /** Ends the dialogue and the shell. Any thread. */
    @Override
    public void close() {
        closed = true;
        underway.withdraw();
        shell.close();
        editor.close();
    }
}
