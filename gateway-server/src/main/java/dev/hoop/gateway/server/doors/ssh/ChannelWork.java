package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.server.gate.CommandRoad;
import dev.hoop.gateway.server.gate.CommandWork;
import dev.hoop.gateway.server.gate.HostSession;
import dev.hoop.gateway.server.gate.ShellMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command or shell on its channel, from request to exit code. Its own thread judges it, runs it and carries its output; two more carry
 * errors and input. Each of them waits where the other side does not take more, so that nothing gathers here.
 */
final class ChannelWork extends DoorWork {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWork.class);

    private final Caller caller;
    private final DoorThreads threads;
    private final Wanted wanted;
    private @Nullable HeldInput held;
    private final Underway underway = new Underway();
    private volatile @Nullable HostSession session;
    private volatile @Nullable GatedDialogue dialogue;
    private volatile boolean left;

    /** What the client asked for, as a road of its session. */
    interface Wanted {
        CommandRoad road(HostSession session, Asking asking);

        /** Whether a shell is wanted. */
        default boolean isShell() {
            return false;
        }
    }

    /** Makes the work of what is wanted. */
    interface Asking {
        CommandWork work(String text);
    }

    ChannelWork(Caller caller, ChannelSession channel, DoorThreads threads, Wanted wanted) {
        super(channel);
        this.caller = caller;
        this.threads = threads;
        this.wanted = wanted;
    }

    @Override
    public void start(ChannelSession asked, Environment environment) throws IOException {
        if (!threads.start("hoop-ssh-command", this::work)) {
            voice(this::tell).refused(Exits.overloaded());
            channel().finish(CommandEnd.UNKNOWN, FAILED);
        }
    }

    private void work() {
        CommandEnd end = new CommandEnd(OptionalInt.of(FAILED), "");
        Voice voice = voice(this::tell);
        try {
            end = worked(voice);
        } catch (GatewayException e) {
            voice.refused(e);
            end = new CommandEnd(OptionalInt.of(Exits.of(e.code())), "");
        } catch (IOException e) {
            // the client has left
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a command over SSH came to an unforeseen end");
            voice.refused(Exits.unforeseen());
        } finally {
            finish(end, FAILED);
        }
    }

    private CommandEnd worked(Voice voice) throws IOException {
        HostSession opened = caller.session(channel().task());
        session = opened;
        Thread.currentThread().setName("hoop-ssh-" + opened.id());
        if (wanted.isShell() && opened.shellMode() == ShellMode.GATED) {
            return dialogue(opened, voice);
        }
        CommandRoad made =
                wanted.road(opened, text -> new CommandWork(text, channel().options(), Optional.empty(), voice));
        underway.waits(made);
        channel().onSignal(underway::signal);
        HeldInput keys = new HeldInput(input(), channel().hasTerminal(), made::cancel);
        held = keys;
        boolean carried = threads.start("hoop-ssh-" + opened.id() + "-input", keys::carry);
        if (!carried) {
            throw Exits.overloaded();
        }
        try (CommandRun running = made.travel()) {
            underway.runs(running);
            if (left) {
                return CommandEnd.UNKNOWN;
            }
            channel().onResize(running::resize);
            keys.to(running);
            Streams both = new Streams(running, output(), errors());
            if (!threads.start("hoop-ssh-" + opened.id() + "-errors", both::carryErrors)) {
                throw Exits.overloaded();
            }
            both.carryOutput();
            both.awaitErrors();
            CommandEnd end = running.end();
            if (end.equals(CommandEnd.UNKNOWN)) {
                voice.refused(Exits.endUnknown());
            }
            return end;
        } finally {
            keys.close();
        }
    }

    private CommandEnd dialogue(HostSession opened, Voice voice) throws IOException {
        try (GatedDialogue held = new GatedDialogue(opened, channel(), voice, output())) {
            dialogue = held;
            channel().onSignal(held::signal);
            channel().onResize(held::resize);
            String name = "hoop-ssh-" + opened.id();
            if (left
                    || !threads.start(name + "-input", () -> held.listen(input()))
                    || !threads.start(name + "-keys", held::feed)) {
                throw Exits.overloaded();
            }
            return held.hold();
        }
    }

    /** The channel is closed: by its end, or because the client has left. */
    @Override
    public void destroy(ChannelSession ending) {
        left = true;
        GatedDialogue shell = dialogue;
        if (shell != null && !threads.start("hoop-ssh-leaving", shell::close)) {
            shell.close();
        }
        HeldInput keys = held;
        underway.withdraw();
        if (keys != null) {
            keys.close();
        }
        underway.run().ifPresent(running -> {
            if (!threads.start("hoop-ssh-leaving", running::close)) {
                running.close();
            }
        });
    }

    /** One line from the gateway itself, where errors go. It is part of what is shown, and recorded. */
    private void tell(String text) {
        if (!left) {
            try {
                record(Notices.line(text, channel().hasTerminal()));
                write(text, channel().hasTerminal());
            } catch (IOException e) {
                left = true;
            }
        }
    }

    private void record(byte[] line) {
        HostSession known = session;
        if (known == null) {
            return;
        }
        try {
            known.shows(line, 0, line.length);
        } catch (GatewayException unrecorded) {
            LOG.atDebug().log("a session ended for want of its recording, and its subject is told that");
        }
    }

    /** Carries what a command writes to its client. */
    private static final class Streams {
        private final CommandRun run;
        private final OutputStream output;
        private final OutputStream errors;
        private final java.util.concurrent.CountDownLatch errorsEnded = new java.util.concurrent.CountDownLatch(1);

        Streams(CommandRun run, OutputStream output, OutputStream errors) {
            this.run = run;
            this.output = output;
            this.errors = errors;
        }

        void carryOutput() throws IOException {
            Carrying.carry(run, CommandRun.Stream.OUTPUT, output);
        }

        void carryErrors() {
            try {
                Carrying.carry(run, CommandRun.Stream.ERRORS, errors);
            } catch (IOException | RuntimeException e) {
                run.close(); // its client has left, or it cannot be recorded: the other thread finds its end and
                // says why
            } finally {
                errorsEnded.countDown();
            }
        }

        void awaitErrors() throws IOException {
            try {
                errorsEnded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
