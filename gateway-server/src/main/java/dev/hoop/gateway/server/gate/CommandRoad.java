package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.targets.HostLink;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The road of one command: facts, claim, verdict, people, intent, target, masks, outcome. Used once, by one thread; others may cancel. */
public final class CommandRoad {
    private final Stay stay;
    private final HostLink link;
    private final CommandWork work;
    private final StatementFacts facts;
    private final Start start;
    private final Consumer<CommandRoad> ended;
    private final Wish wish = new Wish();
    private final Crossing crossing;

    /** How a permitted command is begun at the target. */
    interface Start {
        CommandRun begin(HostLink link, Permit permit, CommandOptions options);
    }

    CommandRoad(
            Stay stay,
            HostLink link,
            SessionSettings settings,
            CommandWork work,
            StatementFacts facts,
            Start start,
            Consumer<CommandRoad> ended) {
        this.stay = stay;
        this.link = link;
        this.work = work;
        this.facts = facts;
        this.start = start;
        this.ended = ended;
        this.crossing = new Crossing(stay, wish, () -> settings, () -> false);
        wish.begin(stay);
    }

    /**
     * Judges, records and runs. The run must be closed.
     *
     * @throws StatementFailedException when the command is refused, was not approved, or failed before it ran
     */
    public CommandRun travel() {
        try {
            return travelled();
        } finally {
            ended.accept(this);
        }
    }

    private CommandRun travelled() {
        Policy policy = stay.policy();
        Crossing.Passage passage =
                crossing.judged(policy, HostClaims.of(stay, work.text(), facts), work.resume(), work.listener());
        Tally tally = new Tally();
        Crossing.Started started = crossing.start(policy, passage, tally, Ending.Aftermath.NONE);
        Permit permit = started.permit();
        Ending ending = started.ending();
        try {
            crossing.requireGoOn(permit);
            List<LiteralSecret> hidden =
                    stay.gate().ports().secrets().on(stay.target().name(), stay.policy());
            work.options()
                    .terminal()
                    .ifPresent(size -> stay.recording().terminal(permit.receipt(), size.columns(), size.rows()));
            CommandRun run = start.begin(link, permit, work.options());
            boolean keepsInput = work.options().terminal().isPresent() && HostReading.recordsInput(stay.target());
            return new GuardedRun(
                    stay, run, permit, tally, ending, forwards() ? List.of() : all(hidden, link.secrets()), keepsInput);
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (StatementFailedException stopped) {
            ending.stopped(stopped, stopped.report().effect());
            throw stopped;
        } catch (GatewayException stopped) {
            ending.stopped(stopped, Effect.NOT_SENT);
            throw stopped;
        } catch (RuntimeException | Error e) {
            ending.broke();
            throw e;
        }
    }

    /** What is forwarded is no text, and must come through as it is. */
    private boolean forwards() {
        return facts.kinds().equals(Set.of(StatementKind.FORWARD));
    }

    private static List<LiteralSecret> all(List<LiteralSecret> some, List<LiteralSecret> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Do not run it, and ask nobody any more. What runs already is ended through its run. Any thread. */
    public void cancel() {
        wish.say(Wish.Kind.WITHDRAW);
    }

    /** Do not run it now; a request for approval stays, to be resumed. Any thread. */
    public void detach() {
        wish.say(Wish.Kind.DETACH);
    }
}
