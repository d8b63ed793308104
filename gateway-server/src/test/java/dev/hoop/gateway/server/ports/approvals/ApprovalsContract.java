package dev.hoop.gateway.server.ports.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Approvals} must do. */
public abstract class ApprovalsContract {
    private static final Subject ANNA = person("anna", "support");
    private static final Subject DORA = person("dora", "dba");
    private static final Subject DIRK = person("dirk", "dba");
    private static final Subject SARA = person("sara", "security");
    private static final Subject OTTO = person("otto", "sales");
    private static final Approvals.Binding BINDING = new Approvals.Binding("b".repeat(64));
    private static final Approvals.Binding OTHER = new Approvals.Binding("c".repeat(64));
    private static final Approvals.Display DISPLAY = new Approvals.Display(List.of("7"), List.of("writes payments"));

    private Approvals approvals;

    protected abstract Approvals open();

    /** Ends and opens again, as a restart of the gateway would. */
    protected abstract Approvals restart(Approvals approvals);

    /** Revokes a token in the same state. */
    protected abstract void revoke(String tokenId);

    @BeforeEach
    void openApprovals() {
        approvals = open();
    }

    @AfterEach
    void closeApprovals() {
        approvals.close();
    }

    @Test
    void onePersonOfTheGroupReleasesExactlyOneExecution() {
        String id = ask(dba(1)).id();

        vote(DORA, id, true, "fine");

        assertThat(approvals.evidence(ANNA, id, BINDING).approvers()).containsExactly(new SubjectName("dora"));
        Approvals.Execution execution = approvals.claim(id, BINDING);
        approvals.finish(execution, Effect.APPLIED);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, id, BINDING));
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.CONSUMED);
    }

    @Test
    void requesterNeverAnswersTheirOwnRequestEvenAsAnApprover() {
        Subject annaAsDba = person("anna", "dba");
        String id = ask(dba(1)).id();

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(annaAsDba, id, true, "me"));

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
    }

    @Test
    void requesterNeverAnswersThroughASecondAccountOfTheSamePerson() {
        String id = ask(dba(1)).id();
        Subject second = new Subject(new SubjectName("anna-admin"), Subject.Kind.PERSON, Set.of("dba"), Set.of("anna"));

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(second, id, true, "still me"));

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
    }

    @Test
    void onePersonWithTwoAccountsCountsOnceTowardsAQuorumOfTwo() {
        String id = ask(dba(2)).id();
        Subject second = new Subject(
                new SubjectName("dora-admin"), Subject.Kind.PERSON, Set.of("dba", "security"), Set.of("dora@example"));
        Subject first =
                new Subject(new SubjectName("dora"), Subject.Kind.PERSON, Set.of("dba"), Set.of("dora@example"));
        vote(first, id, true, "");

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(second, id, true, "again"));

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
    }

    @Test
    void voteOfARevokedTokenCountsNeitherForTheQuorumNorWhenItIsToRun() {
        String waiting = ask(dba(2)).id();
        String approved = approvals.ask(claim(), dba(1), OTHER, DISPLAY).id();
        vote(DORA, waiting, true, "");
        vote(DORA, approved, true, "");

        revoke("t-dora");

        vote(DIRK, waiting, true, "");
        assertThat(state(waiting)).isEqualTo(ApprovalRequest.State.PENDING);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, approved, OTHER));
    }

    @Test
    void whoHasANewTokenMayVoteAgain() {
        String next = ask(dba(2)).id();
        vote(DORA, next, true, "");
        revoke("t-dora");
        vote(DIRK, next, true, "");

        approvals.vote(DORA, next, Approvals.Ballot.approving("", "t-new"));

        assertThat(state(next)).isEqualTo(ApprovalRequest.State.APPROVED);
    }

    @Test
    void smallestBoundOfTheApproversIsTheEvidence() {
        String id = ask(dba(2)).id();

        approvals.vote(DORA, id, new Approvals.Ballot(true, "", "t-1", OptionalLong.of(10)));
        approvals.vote(DIRK, id, new Approvals.Ballot(true, "", "t-2", OptionalLong.of(3)));

        assertThat(approvals.evidence(ANNA, id, BINDING).maxRows()).hasValue(3);
    }

    @Test
    void onePersonCountsOnceTowardsAQuorumOfTwo() {
        String id = ask(dba(2)).id();
        vote(DORA, id, true, "");

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(DORA, id, true, "again"));
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
        assertFails(ErrorCode.APPROVAL_PENDING, () -> approvals.evidence(ANNA, id, BINDING));
        vote(DIRK, id, true, "");

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.APPROVED);
    }

    @Test
    void everySetOfApproversMustAgree() {
        String id = ask(held(new ApproverSet(List.of("dba"), 1), new ApproverSet(List.of("security"), 1)))
                .id();

        vote(DORA, id, true, "");
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
        vote(SARA, id, true, "");

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.APPROVED);
    }

    @Test
    void oneRefusalEndsTheRequestForGood() {
        String id = ask(dba(2)).id();
        vote(DORA, id, true, "");

        vote(DIRK, id, false, "not on a Friday");

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.REJECTED);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> vote(person("dana", "dba"), id, true, ""));
        assertFails(ErrorCode.APPROVAL_REFUSED, () -> approvals.evidence(ANNA, id, BINDING));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
    }

    @Test
    void outsidersNeitherSeeNorAnswerARequest() {
        String id = ask(dba(1)).id();

        assertThat(approvals.list(OTTO)).isEmpty();
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> vote(OTTO, id, true, ""));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.withdraw(DORA, id, ""));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.evidence(OTTO, id, BINDING));
        assertThat(approvals.list(DORA)).extracting(ApprovalRequest::id).containsExactly(id);
        assertThat(approvals.list(ANNA)).extracting(ApprovalRequest::id).containsExactly(id);
    }

    @Test
    void approvalOfOneStatementRunsNoOther() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, id, OTHER));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, OTHER));
        assertThat(approvals.evidence(ANNA, id, BINDING).requestId()).isEqualTo(id);
    }

    @Test
    void requestNobodyAnswersInTimeIsDenied() throws InterruptedException {
        String id = approvals
                .ask(
                        claim(),
                        new Held("r", "why", List.of(set(1)), Duration.ofMillis(50), OptionalLong.empty()),
                        BINDING,
                        DISPLAY)
                .id();

        ApprovalRequest after = approvals.await(id, Duration.ofSeconds(30));

        assertThat(after.state()).isEqualTo(ApprovalRequest.State.EXPIRED);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> vote(DORA, id, true, "late"));
        assertFails(ErrorCode.APPROVAL_EXPIRED, () -> approvals.evidence(ANNA, id, BINDING));
    }

    @Test
    void withdrawnRequestIsNotApprovedAfterwards() {
        String id = ask(dba(1)).id();

        approvals.withdraw(ANNA, id, "not needed");

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> vote(DORA, id, true, ""));
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.WITHDRAWN);
    }

    @Test
    void askingAgainWhilePendingAnswersTheSameRequest() {
        assertThat(ask(dba(1)).id()).isEqualTo(ask(dba(1)).id());
    }

    @Test
    void nothingSentGivesTheExecutionBack() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");

        approvals.finish(approvals.claim(id, BINDING), Effect.NOT_SENT);

        assertThat(approvals.claim(id, BINDING).attempt()).isEqualTo(2);
    }

    @Test
    void lateFinisherOfALostExecutionChangesNothing() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");
        Approvals.Execution first = approvals.claim(id, BINDING);
        approvals.finish(first, Effect.NOT_SENT);
        approvals.claim(id, BINDING);

        approvals.finish(first, Effect.NOT_SENT);

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
    }

    @Test
    void unknownEffectNeverBecomesReadyAgain() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");

        approvals.finish(approvals.claim(id, BINDING), Effect.SENT_UNKNOWN);

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
    }

    @Test
    void restartKeepsRequestsAndMakesInterruptedExecutionsUnknown() {
        String pending = ask(dba(1)).id();
        String executing = approvals.ask(claim(), dba(1), OTHER, DISPLAY).id();
        vote(DORA, executing, true, "");
        approvals.claim(executing, OTHER);

        approvals = restart(approvals);

        assertThat(state(pending)).isEqualTo(ApprovalRequest.State.PENDING);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(executing, OTHER));
        vote(DORA, pending, true, "");
        assertThat(approvals.claim(pending, BINDING).attempt()).isEqualTo(1);
    }

    @Test
    void ofManyThatRaceForOneExecutionExactlyOneWins() throws Exception {
        int racers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 20; round++) {
                Approvals.Binding binding = new Approvals.Binding("%064d".formatted(round));
                String id = approvals.ask(claim(), dba(1), binding, DISPLAY).id();
                vote(DORA, id, true, "");
                AtomicInteger won = new AtomicInteger();
                List<Future<?>> races = new ArrayList<>();
                for (int i = 0; i < racers; i++) {
                    races.add(pool.submit(() -> {
                        try {
                            approvals.claim(id, binding);
                            won.incrementAndGet();
                        } catch (GatewayException lost) {
                            assertThat(lost.code()).isEqualTo(ErrorCode.APPROVAL_MISMATCH);
                        }
                    }));
                }
                for (Future<?> race : races) {
                    race.get(60, TimeUnit.SECONDS);
                }
                assertThat(won).hasValue(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void waiterWakesWhenAnotherThreadDecides() throws Exception {
        String id = ask(dba(1)).id();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<ApprovalRequest> waiter = pool.submit(() -> approvals.await(id, Duration.ofMinutes(1)));

            vote(DORA, id, true, "");

            assertThat(waiter.get(30, TimeUnit.SECONDS).state()).isEqualTo(ApprovalRequest.State.APPROVED);
        } finally {
            pool.shutdownNow();
        }
    }

    private ApprovalRequest vote(Subject voter, String id, boolean approve, String reason) {
        return approvals.vote(
                voter, id, new Approvals.Ballot(approve, reason, "t-" + voter.name(), OptionalLong.empty()));
    }

    private ApprovalRequest ask(Held held) {
        return approvals.ask(claim(), held, BINDING, DISPLAY);
    }

    private ApprovalRequest.State state(String id) {
        return approvals.find(id).orElseThrow().state();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static Held dba(int quorum) {
        return held(set(quorum));
    }

    private static ApproverSet set(int quorum) {
        return new ApproverSet(List.of("dba", "subject:dana"), quorum);
    }

    private static Held held(ApproverSet... sets) {
        return new Held(
                "payments-writes", "writes payments", List.of(sets), Duration.ofMinutes(15), OptionalLong.empty());
    }

    private static Subject person(String name, String group) {
        return new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of(group));
    }

    private static Claim claim() {
        Statement statement = new Statement(
                new SessionId("s1"), new TargetName("orders"), "delete from payments where id = ?", List.of(List.of()));
        return new Claim(
                new DecisionId("d1"),
                ANNA,
                "remote",
                Optional.empty(),
                statement,
                StatementFacts.opaque(Dialect.H2, 1, "not analysed in this test"),
                Optional.empty(),
                Instant.EPOCH);
    }
}
