package dev.hoop.gateway.server.ports.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import dev.hoop.gateway.engine.policy.schedule.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
    void onePersonOfTwoGroupsCountsOnceTowardsAQuorumOfTwo() {
        Subject both = new Subject(new SubjectName("dora"), Subject.Kind.PERSON, Set.of("dba", "security"));
        String id = ask(held(new ApproverSet(List.of("dba", "security"), 2))).id();

        vote(both, id, true, "");

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.PENDING);
        assertFails(ErrorCode.APPROVAL_PENDING, () -> approvals.evidence(ANNA, id, BINDING));
    }

    @Test
    void withdrawnApprovalRunsNothing() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");

        approvals.withdraw(ANNA, id, "thought better of it");

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.INVALIDATED);
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

        assertThat(listed(OTTO)).isEmpty();
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> vote(OTTO, id, true, ""));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.withdraw(DORA, id, ""));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.evidence(OTTO, id, BINDING));
        assertThat(listed(DORA)).extracting(ApprovalRequest::id).containsExactly(id);
        assertThat(listed(ANNA)).extracting(ApprovalRequest::id).containsExactly(id);
    }

    @Test
    void listComesInPartsThatLoseAndRepeatNothing() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Approvals.Binding binding =
                    new Approvals.Binding(Integer.toString(i).repeat(64));
            newestFirst.add(0, approvals.ask(claim(), dba(1), binding, DISPLAY).id());
        }
        vote(DORA, newestFirst.get(3), false, "no");

        List<String> read = new ArrayList<>();
        Optional<Stretch.Place> after = Optional.empty();
        do {
            Listed<ApprovalRequest> part = approvals.list(DORA, Optional.empty(), new Stretch(after, 2));
            part.entries().forEach(each -> read.add(each.id()));
            after = part.next();
        } while (after.isPresent());

        assertThat(read).hasSize(7).containsExactlyInAnyOrderElementsOf(newestFirst);
        assertThat(listed(DORA)).extracting(ApprovalRequest::id).containsExactlyElementsOf(read);
        Listed<ApprovalRequest> waiting =
                approvals.list(DORA, Optional.of(ApprovalRequest.State.PENDING), Stretch.first(6));
        assertThat(waiting.entries()).hasSize(6).noneMatch(each -> each.id().equals(newestFirst.get(3)));
        assertThat(waiting.next()).isEmpty();
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
    void executionWhoseEndIsUnknownIsResolvedByAPersonAndNeverRunsAgain() {
        String ran = ask(dba(1)).id();
        String didNot = approvals.ask(claim(), dba(1), OTHER, DISPLAY).id();
        vote(DORA, ran, true, "");
        vote(DORA, didNot, true, "");
        approvals.finish(approvals.claim(ran, BINDING), Effect.SENT_UNKNOWN);
        approvals.finish(approvals.claim(didNot, OTHER), Effect.SENT_UNKNOWN);

        assertFails(
                ErrorCode.APPROVAL_NOT_ALLOWED, () -> approvals.settle(ANNA, ran, ExecutionFinding.RAN, "I saw it"));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.settle(OTTO, ran, ExecutionFinding.RAN, "?"));
        approvals.settle(DIRK, ran, ExecutionFinding.RAN, "the row is gone");
        approvals.settle(DIRK, didNot, ExecutionFinding.DID_NOT_RUN, "the row is there");

        assertThat(state(ran)).isEqualTo(ApprovalRequest.State.CONSUMED);
        assertThat(state(didNot)).isEqualTo(ApprovalRequest.State.INVALIDATED);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(didNot, OTHER));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.settle(DORA, didNot, ExecutionFinding.RAN, "it did"));
        assertThat(dossier(didNot).acts()).singleElement().satisfies(act -> {
            assertThat(act.by()).isEqualTo("dirk");
            assertThat(act.act()).isEqualTo("DID_NOT_RUN");
        });
    }

    @Test
    void revokedApprovalRunsNothing() {
        String id = ask(dba(1)).id();
        vote(DORA, id, true, "");

        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.revoke(OTTO, id, "mine"));
        approvals.revoke(DIRK, id, "seen a mistake");

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, BINDING));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, id, BINDING));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.revoke(DIRK, id, "again"));
        assertThat(state(id)).isEqualTo(ApprovalRequest.State.INVALIDATED);
    }

    @Test
    void timeBoxCoversStatementsOfTheSameSortOfTheSameRequesterAndRuleUntilItIsRevoked() {
        Approvals.Binding first = new Approvals.Binding("1".repeat(64), "kin");
        Approvals.Binding second = new Approvals.Binding("2".repeat(64), "kin");
        String id = approvals
                .ask(claim(), boxed(Duration.ofHours(1)), first, DISPLAY)
                .id();
        box(DORA, id, Duration.ofMinutes(30));

        assertThat(approvals.covering(ANNA, "payments-writes", second)).hasValue(id);
        assertThat(approvals.evidence(ANNA, id, second).binding()).isEqualTo(second.digest());
        approvals.finish(approvals.claim(id, first), Effect.APPLIED);
        approvals.finish(approvals.claim(id, second), Effect.SENT_UNKNOWN);
        approvals.finish(approvals.claim(id, second), Effect.APPLIED);
        assertThat(dossier(id).uses()).isEqualTo(3);

        Approvals.Binding other = new Approvals.Binding("3".repeat(64), "other");
        assertThat(approvals.covering(ANNA, "payments-writes", other)).isEmpty();
        assertThat(approvals.covering(ANNA, "other-rule", second)).isEmpty();
        assertThat(approvals.covering(OTTO, "payments-writes", second)).isEmpty();
        assertThat(approvals.covering(ANNA, "payments-writes", BINDING)).isEmpty();
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, other));
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, id, other));
        approvals.revoke(ANNA, id, "done");
        assertThat(approvals.covering(ANNA, "payments-writes", second)).isEmpty();
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, second));
    }

    @Test
    void timeBoxEndsByItself() throws InterruptedException {
        Approvals.Binding binding = new Approvals.Binding("1".repeat(64), "kin");
        String id = approvals
                .ask(claim(), boxed(Duration.ofHours(1)), binding, DISPLAY)
                .id();
        box(DORA, id, Duration.ofMillis(1));
        approvals.await(ask(dba(1)).id(), Duration.ofMillis(50));

        assertThat(approvals.covering(ANNA, "payments-writes", binding)).isEmpty();
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, binding));
    }

    @Test
    void timeBoxIsAsLongAsAllWhoApproveAgreeAndNeverLongerThanTheRuleLets() {
        Held two = new Held(
                "payments-writes",
                "why",
                List.of(set(2)),
                Duration.ofMinutes(15),
                OptionalLong.empty(),
                Duration.ofHours(1),
                false);
        Approvals.Binding binding = new Approvals.Binding("1".repeat(64), "kin");
        String id = approvals.ask(claim(), two, binding, DISPLAY).id();
        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> box(DORA, id, Duration.ofHours(2)));
        box(DORA, id, Duration.ofMinutes(30));
        vote(DIRK, id, true, "this one alone");

        assertThat(approvals.covering(ANNA, "payments-writes", binding)).isEmpty();
        assertThat(dossier(id).use()).isEqualTo("READY");
        String plain = ask(dba(1)).id();
        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> box(DORA, plain, Duration.ofMinutes(1)));
    }

    @Test
    void brokenGlassRunsOnceAndIsReviewedBySomebodyElse() {
        Held glass = new Held(
                "payments-writes",
                "why",
                List.of(set(1)),
                Duration.ofMinutes(15),
                OptionalLong.empty(),
                Duration.ZERO,
                true);
        String shut = ask(dba(1)).id();
        String id = approvals.ask(claim(), glass, OTHER, DISPLAY).id();

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> approvals.breakGlass(ANNA, shut, "fire"));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> approvals.breakGlass(DORA, id, "fire"));
        approvals.breakGlass(ANNA, id, "fire");

        assertThat(approvals.evidence(ANNA, id, OTHER).brokeGlass()).isTrue();
        assertThat(approvals.evidence(ANNA, id, OTHER).approvers()).isEmpty();
        approvals.finish(approvals.claim(id, OTHER), Effect.APPLIED);
        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.claim(id, OTHER));
        assertThat(dossier(id).glass().orElseThrow().verdict()).isEqualTo("UNREVIEWED");
        assertFails(
                ErrorCode.APPROVAL_NOT_ALLOWED,
                () -> approvals.reviewGlass(person("anna", "dba"), id, GlassVerdict.JUSTIFIED, "mine"));
        approvals.reviewGlass(DORA, id, GlassVerdict.NOT_JUSTIFIED, "it could have waited");
        assertFails(
                ErrorCode.APPROVAL_MISMATCH,
                () -> approvals.reviewGlass(DIRK, id, GlassVerdict.JUSTIFIED, "no, it was right"));
        assertThat(dossier(id).glass().orElseThrow().reviewedBy()).isEqualTo("dora");
    }

    @Test
    void earlierRequestsThatTouchTheSameAreKnown() {
        String first = ask(dba(1)).id();
        vote(DORA, first, false, "no");
        String second = approvals.ask(claim(), dba(1), OTHER, DISPLAY).id();

        assertThat(dossier(second).like()).singleElement().satisfies(like -> {
            assertThat(like.id()).isEqualTo(first);
            assertThat(like.state()).isEqualTo("REJECTED");
            assertThat(like.decidedBy()).isEqualTo("dora");
        });
        assertThat(dossier(first).like()).as("the second came later").isEmpty();
        assertThat(approvals.dossier(OTTO, second)).isEmpty();
    }

    @Test
    void earlierRequestsAreKnownToThoseAloneWhoMaySeeThem() {
        Subject tom = person("tom", "support");
        String own = ask(dba(1)).id();
        vote(DORA, own, true, "");
        approvals.finish(approvals.claim(own, BINDING), Effect.APPLIED);
        String others = approvals.ask(claim(tom), dba(1), OTHER, DISPLAY).id();
        String next = approvals.ask(claim(), dba(1), OTHER, DISPLAY).id();

        assertThat(dossier(next).like()).extracting(ApprovalDossier.Like::id).containsExactly(others, own);
        assertThat(dossier(next).like())
                .extracting(ApprovalDossier.Like::state)
                .as("how they stand now")
                .containsExactly("PENDING", "CONSUMED");
        assertThat(approvals.dossier(ANNA, next).orElseThrow().like())
                .extracting(ApprovalDossier.Like::id)
                .containsExactly(own);
        assertThat(approvals.dossier(tom, others).orElseThrow().like()).isEmpty();
    }

    @Test
    void onlyWhoIsOnCallAnswersAndEverybodyOfTheScheduleLooks() {
        String id =
                ask(onCall(shift("dora", -60, 3600), shift("dirk", 3600, 7200))).id();
        Subject plainDora = person("dora", "sales");
        Subject plainDirk = person("dirk", "sales");

        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(plainDirk, id, true, "not yet"));
        assertFails(ErrorCode.APPROVAL_UNKNOWN, () -> vote(OTTO, id, true, "who?"));
        assertThat(listed(plainDirk)).extracting(ApprovalRequest::id).contains(id);
        vote(plainDora, id, true, "mine");

        assertThat(approvals.evidence(ANNA, id, BINDING).approvers()).containsExactly(new SubjectName("dora"));
        assertThat(approvals.dossier(plainDirk, id).orElseThrow().onCall())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("db: dora until "));
    }

    @Test
    void approvalOfSomebodyWhoseShiftIsOverReleasesNothing() {
        Held held = new Held(
                "payments-writes",
                "why",
                onCall(shift("dora", -60, 3), shift("dirk", 3, 3600)).needs(),
                Duration.ofMinutes(15),
                OptionalLong.empty(),
                Duration.ofMinutes(10),
                false);
        Approvals.Binding binding = new Approvals.Binding("d".repeat(64), "e".repeat(64));
        String id = approvals.ask(claim(), held, binding, DISPLAY).id();
        box(person("dora", "sales"), id, Duration.ofMinutes(10));

        Instant deadline = Instant.now().plusSeconds(60);
        while (approvals.covering(ANNA, "payments-writes", binding).isPresent()) {
            assertThat(Instant.now()).isBefore(deadline);
        }

        assertFails(ErrorCode.APPROVAL_MISMATCH, () -> approvals.evidence(ANNA, id, binding));
    }

    @Test
    void thoseNamedOtherwiseAnswerWhileNobodyIsOnCall() {
        String id = ask(onCall(shift("dora", 3600, 7200))).id();
        String answered = approvals
                .ask(claim(), onCall(shift("dirk", -60, 3600)), OTHER, DISPLAY)
                .id();

        vote(SARA, id, true, "in her place");

        assertThat(state(id)).isEqualTo(ApprovalRequest.State.APPROVED);
        assertFails(ErrorCode.APPROVAL_NOT_ALLOWED, () -> vote(SARA, answered, true, "he is there"));
    }

    /** Whoever is on call, and security while nobody is. */
    private static Held onCall(StandIn... turns) {
        OnCall schedule =
                new OnCall("db", ZoneOffset.UTC, Optional.empty(), List.of(), List.of(turns), List.of("security"));
        return held(new ApproverSet(List.of("on-call:db"), 1, List.of(schedule)));
    }

    private static StandIn shift(String name, int fromSeconds, int toSeconds) {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        return new StandIn(List.of(name), now.plusSeconds(fromSeconds), now.plusSeconds(toSeconds));
    }

    private ApprovalDossier dossier(String id) {
        return approvals.dossier(DORA, id).orElseThrow();
    }

    private void box(Subject voter, String id, Duration box) {
        approvals.vote(
                voter, id, new Approvals.Ballot(true, "", "t-" + voter.name(), OptionalLong.empty(), Optional.of(box)));
    }

    private static Held boxed(Duration longest) {
        return new Held(
                "payments-writes",
                "why",
                List.of(set(1)),
                Duration.ofMinutes(15),
                OptionalLong.empty(),
                longest,
                false);
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
        return claim(ANNA);
    }

    private static Claim claim(Subject subject) {
        Statement statement = new Statement(
                new SessionId("s1"), new TargetName("orders"), "delete from payments where id = ?", List.of(List.of()));
        return new Claim(
                new DecisionId("d1"),
                subject,
                "remote",
                Optional.empty(),
                statement,
                StatementFacts.opaque(Dialect.H2, 1, "not analysed in this test"),
                Optional.empty(),
                Instant.EPOCH);
    }

    private List<ApprovalRequest> listed(Subject viewer) {
        return approvals.list(viewer, Optional.empty(), Stretch.first(200)).entries();
    }
}
