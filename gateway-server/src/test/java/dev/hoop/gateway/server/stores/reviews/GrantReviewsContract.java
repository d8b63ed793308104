package dev.hoop.gateway.server.stores.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantReviews.Verdict;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What reviews promise on every state database. */
abstract class GrantReviewsContract {
    abstract GrantReviews reviews();

    /** As another gateway of the same state keeps them. */
    abstract GrantUses uses(String gateway);

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
