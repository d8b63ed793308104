package dev.hoop.gateway.server.stores.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantReviews.Verdict;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.ports.reviews.PopulationDigest;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What reviews promise on every state database. */
abstract class GrantReviewsContract {
    abstract GrantReviews reviews();

    /** As another gateway of the same state keeps them. */
    abstract GrantUses uses(String gateway);

    /** Campaigns in the same database, which tell {@code ops}. */
    abstract ReviewCampaigns campaigns();

    /** What lies in the outbox, by topic. */
    abstract List<String> told();

    private static ReviewCampaigns.Draft draft(String id, Duration within, ReviewCampaigns.AtDue atDue) {
        Instant used = Instant.parse("2026-11-20T10:00:00.123456Z");
        return new ReviewCampaigns.Draft(
                id,
                "autumn",
                new ReviewCampaigns.Scope(List.of(), List.of("shop"), List.of(), List.of()),
                List.of("security"),
                within,
                List.of(),
                atDue,
                "v1",
                "ann",
                "twice a year",
                Stream.of("support", "ops")
                        .map(name -> new ReviewCampaigns.Snapshot(
                                name,
                                "scope-" + name,
                                "group " + name + " may select",
                                "olga",
                                "they answer",
                                Optional.of(LocalDate.parse("2026-01-31")),
                                Optional.empty(),
                                Optional.of(used),
                                List.of(new ReviewCampaigns.Use("select", "PUBLIC.ORDERS", 3, used)),
                                List.of("sue"),
                                "GOOD",
                                "",
                                "It touched PUBLIC.ORDERS alone."))
                        .toList());
    }

    private static GrantReviews.Ruling ruling(String grant, Verdict verdict) {
        Optional<Narrowing> left = verdict == Verdict.REDUCE ? Optional.of(Narrowing.readOnly()) : Optional.empty();
        return new GrantReviews.Ruling(grant, "scope-" + grant, verdict, left, "rita", "seen");
    }

    @Test
    void narrowingStaysUntilItIsReplacedOrLifted() {
        Narrowing reading = Narrowing.readOnly();
        Narrowing one = new Narrowing(List.of("select"), List.of("shop.public.orders"));
        reviews().decide(new GrantReviews.Ruling("support", "s", Verdict.REDUCE, Optional.of(reading), "rita", "a"));
        reviews().decide("support", "s", Verdict.KEEP, "rita", "b");
        reviews().decide("support", "s", Verdict.REVOKE, "rita", "c");
        reviews().decide("support", "s", Verdict.KEEP, "rita", "d");

        assertThat(reviews().newest().narrowed())
                .containsExactly(Map.entry("support", new GrantReviews.Left(Optional.of(reading))));

        reviews().decide(new GrantReviews.Ruling("support", "s", Verdict.REDUCE, Optional.of(one), "rita", "e"));

        assertThat(reviews().newest().narrowed())
                .containsExactly(Map.entry("support", new GrantReviews.Left(Optional.of(one))));

        reviews().decide("support", "s", Verdict.RESTORE, "rita", "f");

        assertThat(reviews().newest().narrowed()).isEmpty();
    }

    @Test
    void narrowingThatNobodyConfirmedRevivesNothing() {
        reviews().decide("support", "s", Verdict.REVOKE, "rita", "gone");
        reviews()
                .decide(new GrantReviews.Ruling(
                        "support",
                        "",
                        Verdict.REDUCE,
                        Optional.of(Narrowing.readOnly()),
                        "campaign:x",
                        "nobody decided"));

        assertThat(Objects.requireNonNull(reviews().newest().byGrant().get("support"))
                        .verdict())
                .isEqualTo(Verdict.REVOKE);
    }

    @Test
    void whoUsedGrantsIsKnownOverAllGateways() {
        uses("north").usedBy(Map.of("support", Set.of("sue", "sven")));
        uses("south").usedBy(Map.of("support", Set.of("sue"), "ops", Set.of("olga")));

        assertThat(uses("east").people()).isEqualTo(Map.of("support", Set.of("sue", "sven"), "ops", Set.of("olga")));
    }

    @Test
    void campaignKeepsWhatWasAskedAndDecidesEachGrantOnce() {
        ReviewCampaigns.Draft draft = draft("c1", Duration.ofDays(1), ReviewCampaigns.AtDue.REVOKE);
        campaigns().start(draft);

        assertThat(campaigns().decide("c1", ruling("support", Verdict.REDUCE))).isTrue();
        assertThat(campaigns().decide("c1", ruling("support", Verdict.KEEP))).isFalse();
        assertThat(campaigns().decide("c1", ruling("unknown", Verdict.REVOKE))).isFalse();

        ReviewCampaigns.Campaign campaign = campaigns().find("c1").orElseThrow();
        assertThat(campaign.items())
                .extracting(ReviewCampaigns.Item::snapshot)
                .containsExactlyElementsOf(draft.grants());
        assertThat(campaign.items().get(0).narrowing()).isEqualTo("only files-read, read");
        assertThat(campaign.undecided()).isEqualTo(1);
        assertThat(reviews().newest().byGrant()).containsOnlyKeys("support");
        assertThat(reviews().newest().narrowed()).containsOnlyKeys("support");
        assertThat(PopulationDigest.of(draft.grants()))
                .isEqualTo(PopulationDigest.of(campaign.items().stream()
                        .map(ReviewCampaigns.Item::snapshot)
                        .toList()))
                .isNotEqualTo(PopulationDigest.of(draft.grants().subList(0, 1)));
    }

    @Test
    void campaignThatIsOverTakesNoAnswer() {
        campaigns().start(draft("c2", Duration.ofDays(1), ReviewCampaigns.AtDue.KEEP));

        assertThat(campaigns().takeDue()).isEmpty();
        assertThat(campaigns().close("c2", "ann")).isTrue();
        assertThat(campaigns().close("c2", "ann")).isFalse();

        assertThat(campaigns().decide("c2", ruling("support", Verdict.KEEP))).isFalse();
        assertThat(campaigns().find("c2").orElseThrow().state()).isEqualTo(ReviewCampaigns.State.ABANDONED);
        assertThat(reviews().newest().byGrant()).isEmpty();
        assertThat(told()).containsExactly("campaign-started", "campaign-closed");
    }

    @Test
    void dueCampaignIsSettledByOneGatewayAndConfirmsNothing() {
        campaigns().start(draft("c3", Duration.ZERO, ReviewCampaigns.AtDue.READ_ONLY));

        assertThat(campaigns().decide("c3", ruling("support", Verdict.KEEP))).isFalse();
        assertThat(campaigns().takeDue()).hasSize(1);
        assertThat(campaigns().takeDue()).isEmpty();
        ReviewCampaigns.Automatic automatic = new ReviewCampaigns.Automatic(
                "support", ReviewCampaigns.AtDue.READ_ONLY, Optional.of(Narrowing.readOnly()), "nobody decided");
        assertThat(campaigns().settle("c3", automatic)).isTrue();
        assertThat(campaigns().settle("c3", automatic)).isFalse();
        assertThat(campaigns()
                        .settle(
                                "c3",
                                new ReviewCampaigns.Automatic(
                                        "ops", ReviewCampaigns.AtDue.KEEP, Optional.empty(), "nobody decided")))
                .isTrue();
        assertThat(campaigns().close("c3", "campaign:c3")).isTrue();

        assertThat(campaigns().find("c3").orElseThrow().state()).isEqualTo(ReviewCampaigns.State.CLOSED);
        assertThat(reviews().newest().byGrant()).isEmpty();
        assertThat(reviews().newest().narrowed()).containsOnlyKeys("support");
    }

    @Test
    void everyReminderIsToldOnce() {
        ReviewCampaigns.Draft usual = draft("c4", Duration.ofSeconds(100), ReviewCampaigns.AtDue.KEEP);
        campaigns()
                .start(new ReviewCampaigns.Draft(
                        usual.id(),
                        usual.name(),
                        usual.scope(),
                        usual.reviewers(),
                        usual.within(),
                        List.of(
                                Duration.ofDays(1),
                                Duration.ofSeconds(99),
                                Duration.ofMillis(99_500),
                                Duration.ofSeconds(10)),
                        usual.atDue(),
                        usual.policy(),
                        usual.by(),
                        usual.reason(),
                        usual.grants()));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int reminded = 0;
        while (reminded == 0 && System.nanoTime() < end) {
            reminded = campaigns().remind();
            LockSupport.parkNanos(20_000_000);
        }

        assertThat(campaigns().remind()).isZero();
        assertThat(told()).containsExactly("campaign-started", "campaign-reminder");
    }

    @Test
    void newestDecisionAboutEachGrantCounts() {
        reviews().decide("support", "s1", Verdict.KEEP, "rita", "needed");
        reviews().decide("support", "s2", Verdict.REVOKE, "rosa", "project ended");
        reviews().decide("ops", "s3", Verdict.KEEP, "rita", "on call");

        GrantReviews.Newest newest = reviews().newest();

        assertThat(newest.byGrant()).containsOnlyKeys("support", "ops");
        GrantReviews.Decision support = Objects.requireNonNull(newest.byGrant().get("support"));
        assertThat(support.verdict()).isEqualTo(Verdict.REVOKE);
        assertThat(support.scope()).isEqualTo("s2");
        assertThat(support.by()).isEqualTo("rosa");
        assertThat(support.at()).isBeforeOrEqualTo(newest.now());
    }

    @Test
    void usesOfGrantsAddUpOverTheGatewaysThatSawThem() {
        GrantUses north = uses("north");
        GrantUses south = uses("south");
        GrantUses.Use reading = new GrantUses.Use("support", "select", "public.orders");
        GrantUses.Use writing = new GrantUses.Use("support", "update", "public.orders");

        north.add(Map.of(reading, 3L));
        north.add(Map.of(reading, 2L, writing, 1L));
        south.add(Map.of(reading, 4L));
        south.forget();

        assertThat(north.totals()).containsOnlyKeys("support");
        assertThat(north.totals().get("support"))
                .extracting(GrantUses.Total::use, GrantUses.Total::uses)
                .containsExactly(tuple(reading, 9L), tuple(writing, 1L));
    }

    @Test
    void nothingIsLostOfWhatWasDecidedBefore() {
        reviews().decide("support", "s1", Verdict.KEEP, "rita", "needed");
        reviews().decide("support", "s1", Verdict.REVOKE, "rosa", "x".repeat(5_000));

        assertThat(reviews().history("support"))
                .extracting(GrantReviews.Decision::verdict)
                .containsExactly(Verdict.REVOKE, Verdict.KEEP);
        assertThat(reviews().history("ops")).isEmpty();
    }
}
