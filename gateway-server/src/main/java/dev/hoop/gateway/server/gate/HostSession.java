package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.shell.ForwardRequest;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.HostLink;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One subject at one host through one door, from login to end. Only the gate makes one. Thread-safe: several commands may be on their roads
 * at once.
 */
public final class HostSession implements AutoCloseable {
    private final Stay stay;
    private final HostLink link;
    private final HostReading reading;
    private final Set<CommandRoad> roads = ConcurrentHashMap.newKeySet();
    private final Set<GatedShell> shells = ConcurrentHashMap.newKeySet();

    HostSession(Stay stay, HostConnector connector) {
        this.stay = stay;
        this.reading = HostReading.of(stay.target());
        HostConnector.Guest guest =
                new HostConnector.Guest(stay.visitor().subject().name(), stay.id());
        this.link = connector.open(stay.target(), guest);
        stay.stopsBy(this::abandon);
    }

    public String id() {
        return stay.id().value();
    }

    /** The target's name. */
    public String target() {
        return stay.target().name().value();
    }

    /** What the target allows of interactive shells. */
    public ShellMode shellMode() {
        return reading.shellMode();
    }

    /** The road of one command; nothing has happened yet. */
    public CommandRoad command(CommandWork work) {
        return road(work, reading.command(work.text()), HostLink::run);
    }

    /**
     * The road of an interactive shell whose input nobody judges.
     *
     * @throws GatewayException {@code NOT_SUPPORTED} unless the target's mode is {@code recorded}
     */
    public CommandRoad shell(CommandWork work) {
        if (reading.shellMode() != ShellMode.RECORDED) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    "target '%s' takes single commands only; write the command behind the target's name"
                            .formatted(stay.target().name()));
        }
        return road(work.as(reading.shell().text()), reading.shell().facts(), HostLink::shell);
    }

    /**
     * A shell whose constructs are judged one by one; nothing has happened yet.
     *
     * @param work how it is opened; its terminal is the shell's
     * @throws GatewayException {@code NOT_SUPPORTED} unless the target's mode is {@code gated} and there is a terminal
     */
    public GatedShell gatedShell(CommandWork work) {
        if (reading.shellMode() != ShellMode.GATED || work.options().terminal().isEmpty()) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    "target '%s' has a shell at a terminal only; use ssh -t, or write the command behind the target's name"
                            .formatted(stay.target().name()));
        }
        GatedShell shell = new GatedShell(reading, work, new GatedShell.Roads() {
            @Override
            public CommandRoad road(CommandWork each, StatementFacts facts, String directory, CommandRoad.Start start) {
                return HostSession.this.road(each, facts, directory, start);
            }

            @Override
            public void over(GatedShell ended) {
                shells.remove(ended);
            }
        });
        shells.add(shell);
        return shell;
    }

    /**
     * The road of a connection from the host to elsewhere; nothing has happened yet. What passes is counted and digested, and not kept: it is
     * no text of the host's. For the same reason nothing is forwarded where contents are masked.
     */
    public CommandRoad forward(String host, int port, ApprovalListener listener) {
        ForwardRequest request = new ForwardRequest(ForwardRequest.Direction.LOCAL, host, port);
        CommandWork work = new CommandWork(request.text(), CommandOptions.PLAIN, Optional.empty(), listener);
        return road(work, request.facts(), (link, permit, options) -> {
            boolean hidesSecrets = !stay.policy().literals(stay.target().name()).isEmpty();
            if (hidesSecrets || !permit.obligations().plan().content().isEmpty()) {
                throw new GatewayException(
                        ErrorCode.NOT_SUPPORTED,
                        "contents are masked on this target, and what is forwarded is not; register the host as another target for that");
            }
            return link.forward(permit, request);
        });
    }

    /**
     * Records what the gateway itself is about to show at the subject's terminal: prompts, lines as they are edited, notices. Any thread.
     *
     * @throws GatewayException {@code TRAIL_UNAVAILABLE} if it cannot be recorded; the session has ended
     */
    public void shows(byte[] bytes, int offset, int length) {
        try {
            stay.recording().showed(bytes, offset, length);
        } catch (AuditUnavailableException unrecorded) {
            stay.endUnrecorded();
            throw unrecorded;
        }
    }

    /**
     * Begins to work with the host's files.
     *
     * @param listener told when an operation is held and when people have decided
     */
    public FileDesk files(ApprovalListener listener) {
        stay.requireOpen();
        try {
            return new FileDesk(stay, link.files(), reading, reading.settings(CommandOptions.PLAIN), listener);
        } catch (TargetException failure) {
            throw Failures.unjudged(failure, false);
        }
    }

    private CommandRoad road(CommandWork work, StatementFacts facts, CommandRoad.Start start) {
        return road(work, facts, reading.startDirectory(), start);
    }

    private CommandRoad road(CommandWork work, StatementFacts facts, String directory, CommandRoad.Start start) {
        stay.requireOpen();
        CommandRoad road = new CommandRoad(
                stay, link, reading.settings(work.options(), directory), work, facts, start, roads::remove);
        roads.add(road);
        return road;
    }

    /** Called once, by the ending thread, when the session is ended from outside; the door closes its connection. */
    public void onEnd(Consumer<GatewayException> callback) {
        stay.onEnd(callback);
    }

    /** The subject has left: what runs is cancelled, and what waits for people stays, to be resumed. Any thread. */
    public void abandon() {
        roads.forEach(CommandRoad::detach);
        link.stop();
    }

    /** Ends what runs and gives the way to the target back. */
    @Override
    public void close() {
        if (!stay.closes()) {
            return;
        }
        roads.forEach(CommandRoad::cancel); // nobody is left whom an approval would serve
        try {
            shells.forEach(GatedShell::close); // the end of each belongs into the recording
            link.close();
        } finally {
            stay.recording().close();
            stay.gate().closed(stay);
        }
    }
}
