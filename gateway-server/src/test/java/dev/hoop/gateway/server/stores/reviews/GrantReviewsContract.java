package dev.hoop.gateway.server.stores.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantReviews.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What reviews promise on every state database. */
abstract class GrantReviewsContract {
    abstract GrantReviews reviews();

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
    void nothingIsLostOfWhatWasDecidedBefore() {
        reviews().decide("support", "s1", Verdict.KEEP, "rita", "needed");
        reviews().decide("support", "s1", Verdict.REVOKE, "rosa", "x".repeat(5_000));

        assertThat(reviews().history("support"))
                .extracting(GrantReviews.Decision::verdict)
                .containsExactly(Verdict.REVOKE, Verdict.KEEP);
        assertThat(reviews().history("ops")).isEmpty();
    }
}
