package dev.hoop.gateway.server.stores.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * People, two gateways and a lost lease do to one request whatever they like, all at once, from a seed; and whatever comes of it, what
 * must never happen has not. {@code -Dhoop.random.seed} and {@code -Dhoop.random.rounds} try others.
 */
abstract class InterleavingContract {
    private static final long SEED = Long.getLong("hoop.random.seed", 20_261_121L);
    private static final int ROUNDS = Integer.getInteger("hoop.random.rounds", 40);
    private static final List<Effect> EFFECTS = List.of(Effect.values());
    private static final int ACTORS = 5;
    private static final int STEPS = 6;

    private static final Subject ANNA = person("anna", "support", "anna");
    private static final List<Subject> VOTERS = List.of(
            person("dora", "dba", "dora"),
            person("dora-admin", "dba", "dora"),
            person("dirk", "dba", "dirk"),
            person("anna-admin", "dba", "anna"),
            person("otto", "sales", "otto"));

    abstract StateDatabase database();

    @Test
    void whateverHappensAtOnceNothingHappensThatMustNot() throws Exception {
        Outbox outbox = new Outbox(database(), List.of("ops"));
        ExecutorService pool = Executors.newFixedThreadPool(ACTORS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                long seed = SEED + round;
                Round played = new Round(outbox, round, new Random(seed));
                played.play(pool, seed);
                played.check("seed " + seed + ": " + played.log);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** One request, and what everybody does to it. */
    private final class Round {
        private final NodeLease north = NodeLease.take(database(), "north");
        private final NodeLease south = NodeLease.take(database(), "south");
        private final List<SqlApprovals> gateways;
        private final Approvals.Binding binding;
        private final Approvals.Binding swapped;
        private final boolean boxed;
        private final int quorum;
        private final String id;
        private final List<Event> log = new ArrayList<>();
        private final Set<ApprovalRequest.State> ended = new HashSet<>();
        private long ticks;

        Round(Outbox outbox, int number, Random random) {
            if (database().isExclusive()) {
                renew(north); // taking the second lease ended the first, as between processes it should
            }
            gateways =
                    List.of(new SqlApprovals(database(), north, outbox), new SqlApprovals(database(), south, outbox));
            boxed = random.nextInt(4) == 0;
            quorum = 1 + random.nextInt(2);
            binding = new Approvals.Binding("%064d".formatted(number), "kin-" + number);
            swapped = new Approvals.Binding("%063dx".formatted(number), "other-" + number);
            id = gateways.get(0)
                    .ask(claim(number), held(), binding, new Approvals.Display(List.of(), List.of()))
                    .id();
        }

        private Held held() {
            return new Held(
                    "r",
                    "why",
                    List.of(new ApproverSet(List.of("dba"), quorum)),
                    Duration.ofMinutes(5),
                    OptionalLong.empty(),
                    boxed ? Duration.ofMinutes(5) : Duration.ZERO,
                    false);
        }

        void play(ExecutorService pool, long seed) throws Exception {
            CyclicBarrier start = new CyclicBarrier(ACTORS);
            List<Future<?>> actors = new ArrayList<>();
            for (int actor = 0; actor < ACTORS; actor++) {
                Random own = new Random(seed * 31 + actor);
                actors.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    for (int step = 0; step < STEPS; step++) {
                        step(own);
                    }
                    return null;
                }));
            }
            for (Future<?> actor : actors) {
                actor.get(2, TimeUnit.MINUTES);
            }
        }

        private void step(Random random) {
            SqlApprovals gateway = gateways.get(random.nextInt(2));
            Subject voter = VOTERS.get(random.nextInt(VOTERS.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> did("approve", voter, () -> gateway.vote(voter, id, ballot(voter, true)));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        did("refuse", voter, () -> gateway.vote(voter, id, ballot(voter, false)));
                    }
                }
                case 5 -> {
                    if (random.nextInt(4) == 0) {
                        did("withdraw", ANNA, () -> gateway.withdraw(ANNA, id, ""));
                    }
                }
                case 6 -> {
                    if (random.nextInt(3) == 0) {
                        did("revoke", voter, () -> gateway.revoke(voter, id, ""));
                    }
                }
                case 7 -> did("swap", ANNA, () -> gateway.claim(id, swapped));
                case 8 -> {
                    lose(north);
                    gateway.disown();
                    renew(north);
                }
                case 9 -> did("settle", voter, () -> gateway.settle(voter, id, ExecutionFinding.DID_NOT_RUN, "looked"));
                default -> run(gateway, random);
            }
            seen(gateway.find(id).orElseThrow().state());
        }

        private void run(SqlApprovals gateway, Random random) {
            Approvals.Execution[] claimed = new Approvals.Execution[1];
            did("run", ANNA, () -> {
                gateway.evidence(ANNA, id, binding);
                claimed[0] = gateway.claim(id, binding);
            });
            if (claimed[0] != null && random.nextInt(8) > 0) {
                Effect effect = EFFECTS.get(random.nextInt(EFFECTS.size()));
                did("finish " + effect, ANNA, () -> gateway.finish(claimed[0], effect));
            }
        }

        private void did(String act, Subject by, Runnable work) {
            long began = tick();
            try {
                work.run();
                note(new Event(act, by, began, tick()));
            } catch (GatewayException refused) {
                if (!refused.code().name().startsWith("APPROVAL_")) {
                    throw new AssertionError(act + " by " + by.name(), refused);
                }
            }
        }

        private synchronized long tick() {
            return ++ticks;
        }

        private synchronized void note(Event event) {
            log.add(event);
        }

        /** Terminal states absorb: whoever has seen one never sees another. */
        private synchronized void seen(ApprovalRequest.State state) {
            if (state != ApprovalRequest.State.PENDING && state != ApprovalRequest.State.APPROVED) {
                ended.add(state);
            }
        }

        void check(String story) throws Exception {
            List<Event> runs = done("run");
            long givenBack = done("finish NOT_SENT").size();
            if (!boxed) {
                assertThat((long) runs.size()).as("executions, " + story).isLessThanOrEqualTo(1 + givenBack);
            }
            assertThat(done("swap")).as("other statements, " + story).isEmpty();
            List<Event> approving = done("approve");
            assertThat(approving)
                    .as("voters, " + story)
                    .allMatch(event -> !event.by().isSamePersonAs(Set.of("anna"))
                            && event.by().groups().contains("dba"));
            assertThat(approving.stream().map(event -> event.by().people()).filter(people -> people.contains("dora")))
                    .as("one person once, " + story)
                    .hasSizeLessThanOrEqualTo(1);
            for (Event run : runs) {
                assertThat(approving.stream().filter(event -> event.began() < run.ended()))
                        .as("a quorum before it ran, " + story)
                        .hasSizeGreaterThanOrEqualTo(quorum);
            }
            for (String end : List.of("refuse", "withdraw", "revoke", "settle")) {
                for (Event over : done(end)) {
                    assertThat(runs)
                            .as("nothing begins after " + end + ", " + story)
                            .noneMatch(run -> run.began() > over.ended());
                }
            }
            assertThat(ended).as("terminal states absorb, " + story).hasSizeLessThanOrEqualTo(1);
            assertThat(told("approval-asked")).as(story).isEqualTo(1);
            boolean pending = gateways.get(1).find(id).orElseThrow().state() == ApprovalRequest.State.PENDING;
            assertThat(told("approval-decided")).as("told once, " + story).isEqualTo(pending ? 0 : 1);
            north.close();
            south.close();
        }

        private List<Event> done(String act) {
            return log.stream().filter(event -> event.act().equals(act)).toList();
        }

        private int told(String topic) {
            return database()
                    .ask(connection -> Sql.list(
                                    connection,
                                    "select count(*) from outbox where topic = ? and body like ?",
                                    row -> row.getInt(1),
                                    topic,
                                    "%" + id + "%")
                            .get(0));
        }

        private Approvals.Ballot ballot(Subject voter, boolean approve) {
            return new Approvals.Ballot(
                    approve,
                    "",
                    "t-" + voter.name(),
                    OptionalLong.empty(),
                    boxed ? Optional.of(Duration.ofMinutes(5)) : Optional.empty());
        }
    }

    /** Something that succeeded, between two ticks. */
    private record Event(String act, Subject by, long began, long ended) {
        @Override
        public String toString() {
            return by.name() + " " + act + " " + began + "-" + ended;
        }
    }

    private void lose(NodeLease node) {
        lease(node, "current_timestamp - interval '1' second");
    }

    private void renew(NodeLease node) {
        lease(node, "current_timestamp + interval '1' minute");
    }

    private void lease(NodeLease node, String until) {
        database().ask(connection -> {
            int known = Sql.update(
                    connection,
                    "update gateway_node set lease_until = " + until + " where incarnation = ?",
                    node.incarnation());
            return known > 0
                    ? known
                    : Sql.update(
                            connection,
                            "insert into gateway_node (incarnation, name, started_at, lease_until) values (?, 'north', current_timestamp, "
                                    + until + ")",
                            node.incarnation());
        });
    }

    private static Subject person(String name, String group, String behind) {
        return new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of(group), Set.of(behind));
    }

    private static Claim claim(int number) {
        return new Claim(
                new DecisionId("d" + number),
                ANNA,
                "remote",
                Optional.empty(),
                new Statement(
                        new SessionId("s" + number), new TargetName("orders"), "delete from t", List.of(List.of())),
                StatementFacts.opaque(Dialect.H2, 1, "not analysed in this test"),
                Optional.empty(),
                Instant.EPOCH);
    }
}
