package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.shell.Completeness;
import dev.hoop.gateway.server.ports.targets.HostShell;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A shell in which every construct takes the whole road before it runs: facts, verdict, people, intent, masks, outcome. One thread at a
 * time, except for {@link #cancel}, {@link #resize} and {@link #close}.
 */
public final class GatedShell implements AutoCloseable {
    private final HostReading reading;
    private volatile CommandOptions options;
    private final Roads roads;
    private final CommandRoad opening;
    private volatile @Nullable HostShell shell;
    private volatile @Nullable CommandRun opened;
    private volatile boolean givesKeys;

    /** Makes roads of the session. */
    interface Roads {
        CommandRoad road(CommandWork work, StatementFacts facts, String directory, CommandRoad.Start start);

        /** The shell has ended. */
        void over(GatedShell shell);
    }

    GatedShell(HostReading reading, CommandWork work, Roads roads) {
        this.reading = reading;
        this.options = work.options();
        this.roads = roads;
        this.opening = roads.road(
                work.as(reading.shell().text()),
                reading.shell().facts(),
                reading.startDirectory(),
                (link, permit, wanted) -> {
                    HostShell begun = link.gatedShell(permit, wanted, reading.isBash());
                    shell = begun;
                    return new Opened(begun);
                });
    }

    /**
     * Opens it, once it is allowed.
     *
     * @throws StatementFailedException when the shell is refused, was not approved, or the host does not start it
     */
    public void open() {
        opened = opening.travel();
    }

    /** Do not open it. Any thread. */
    public void cancel() {
        opening.cancel();
    }

    /** Whether more lines are needed before the text can be judged. */
    public boolean isUnfinished(String text) {
        return reading.constructs().completeness(text) == Completeness.MORE;
    }

    /** The road of one construct; nothing has happened yet. */
    public CommandRoad construct(CommandWork work) {
        HostShell host = host();
        StatementFacts facts = reading.constructs().facts(work.text(), host.directory());
        givesKeys = reading.constructs().takesTerminal(facts);
        HostShell.Keys keys = givesKeys ? HostShell.Keys.PROGRAMS : HostShell.Keys.NOBODY;
        return roads.road(work, facts, host.directory(), (link, permit, wanted) -> host.run(permit, keys));
    }

    /** Whether the construct of the last road gets the keys while it runs. Any thread. */
    public boolean givesKeys() {
        return givesKeys;
    }

    /** How the shell was opened, at the size its terminal has now. */
    public CommandOptions options() {
        return options;
    }

    /** Where it is; empty where that is not known. */
    public String directory() {
        HostShell host = shell;
        return host == null ? "" : host.directory();
    }

    /** Whether it takes another construct. */
    public boolean isOpen() {
        HostShell host = shell;
        return host != null && host.isOpen();
    }

    /** The terminal has another size; {@code running} is what runs, if anything does. Any thread. */
    public void resize(int columns, int rows, Optional<CommandRun> running) {
        options = options.resized(columns, rows);
        CommandRun told = running.orElse(opened);
        if (told != null && isOpen()) {
            told.resize(columns, rows);
        }
    }

    private HostShell host() {
        HostShell host = shell;
        if (host == null) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the shell is not open");
        }
        return host;
    }

    /** Ends the shell, and records that. Any thread. */
    @Override
    public void close() {
        cancel();
        HostShell host = shell;
        if (host != null) {
            host.close();
        }
        CommandRun run = opened;
        if (run != null) {
            run.end();
        }
        roads.over(this);
    }

    /** The shell as what its opening began: it says nothing by itself, and ends when it is closed. */
    private record Opened(HostShell shell) implements CommandRun {
        @Override
        public int read(Stream stream, byte[] into, Duration within) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            // constructs are said with permits of their own
        }

        @Override
        public void endInput() {
            // likewise
        }

        @Override
        public void signal(String name) {
            // likewise
        }

        @Override
        public void resize(int columns, int rows) {
            shell.resize(columns, rows);
        }

        @Override
        public CommandEnd end() {
            return new CommandEnd(OptionalInt.of(0), "");
        }

        @Override
        public void close() {
            shell.close();
        }
    }
}
