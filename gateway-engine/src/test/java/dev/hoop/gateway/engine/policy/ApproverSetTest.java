package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import dev.hoop.gateway.engine.policy.schedule.StandIn;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever is on call answers while they are, and nobody else does. */
final class ApproverSetTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-21T14:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T23:00:00Z");
    private static final Subject SUE = person("sue");
    private static final Subject TOM = person("tom");
    private static final Subject DORA = person("dora", "dba");

    /** Sue from ten to one, Tom until six, then nobody. */
    private static OnCall schedule(String... otherwise) {
        return new OnCall(
                "db",
                ZoneOffset.UTC,
                Optional.empty(),
                List.of(),
                List.of(standIn("sue", "10:00", "13:00"), standIn("tom", "13:00", "18:00")),
                List.of(otherwise));
    }

    private static StandIn standIn(String name, String from, String to) {
        return new StandIn(
                List.of(name), LocalDateTime.parse("2026-11-21T" + from), LocalDateTime.parse("2026-11-21T" + to));
    }

    private static ApproverSet set(int quorum, OnCall schedule, String... more) {
        List<String> approvers = new java.util.ArrayList<>(List.of(more));
        approvers.add("on-call:db");
        return new ApproverSet(approvers, quorum, List.of(schedule));
    }

    private static Subject person(String name, String... groups) {
        return new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of(groups), Set.of(name + "@home"));
    }

    @Test
    void onlyWhoIsOnCallAnswers() {
        ApproverSet set = set(1, schedule());

        assertThat(set.memberships(SUE, NOON)).containsExactly("on-call:db");
        assertThat(set.memberships(TOM, NOON)).isEmpty();
        assertThat(set.memberships(SUE, LATER)).isEmpty();
        assertThat(set.memberships(DORA, NIGHT)).isEmpty();
    }

    @Test
    void voteStopsCountingWhenTheShiftIsOver() {
        ApproverSet set = set(1, schedule("dba"));

        assertThat(set.counts("sue", Set.of("on-call:db"), NOON)).isTrue();
        assertThat(set.counts("sue", Set.of("on-call:db"), LATER)).isFalse();
        assertThat(set.counts("sue", Set.of("on-call:db"), NIGHT)).isFalse();
    }

    @Test
    void thoseNamedOtherwiseAnswerWhileNobodyIsOnCallAndNoLonger() {
        ApproverSet set = set(1, schedule("dba"));

        assertThat(set.memberships(DORA, NOON)).isEmpty();
        List<String> memberships = set.memberships(DORA, NIGHT);
        assertThat(set.counts("dora", Set.copyOf(memberships), NIGHT)).isTrue();
        assertThat(set.counts("dora", Set.copyOf(memberships), NOON)).isFalse();
    }

    @Test
    void groupThatIsCalledLikeASchedulesWordMakesNobodyAnApprover() {
        Subject forged = person("mallory", "on-call:db", "on-call:db:otherwise", "subject:sue");

        assertThat(set(1, schedule("dba")).memberships(forged, NIGHT)).isEmpty();
        assertThat(set(1, schedule("dba")).concerns(forged)).isFalse();
        assertThat(new ApproverSet(List.of("on-call:db", "subject:sue"), 1).memberships(forged, NOON))
                .isEmpty();
    }

    @Test
    void everybodyWhomAScheduleNamesMayLookAtAnyTime() {
        ApproverSet set = set(1, schedule("dba"));

        assertThat(set.concerns(TOM)).isTrue();
        assertThat(set.concerns(DORA)).isTrue();
        assertThat(set.concerns(person("otto"))).isFalse();
    }

    @Test
    void gapIsToldBeforeAnybodyIsAsked() {
        Subject anna = person("anna");

        assertThat(set(1, schedule()).outOfReach(anna, NIGHT)).contains("nobody is on call in 'db' now");
        assertThat(set(1, schedule()).outOfReach(anna, Instant.parse("2026-11-21T08:00:00Z")))
                .contains("nobody is on call in 'db' now, until 2026-11-21T10:00:00Z");
        assertThat(set(1, schedule()).outOfReach(SUE, NOON))
                .contains("nobody but yourself is on call in 'db' now, until 2026-11-21T13:00:00Z");
        assertThat(set(2, schedule()).outOfReach(anna, NOON).orElseThrow())
                .startsWith("fewer than the 2 it needs are on call in 'db' now");
        assertThat(set(1, schedule()).outOfReach(anna, NOON)).isEmpty();
        assertThat(set(1, schedule("dba")).outOfReach(anna, NIGHT)).isEmpty();
        assertThat(set(2, schedule(), "dba").outOfReach(anna, NIGHT)).isEmpty();
    }

    @Test
    void requesterOnCallUnderASecondAccountIsNobodyElse() {
        Subject anna = new Subject(new SubjectName("anna"), Subject.Kind.PERSON, Set.of(), Set.of("sue"));

        assertThat(set(1, schedule()).outOfReach(anna, NOON).orElseThrow()).startsWith("nobody but yourself");
    }
}
