package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The policy in force with its grants as their reviewers left them: revoked ones gone, reduced ones narrower, those that nobody has
 * confirmed in time as their review says. Somebody must {@linkplain #poll() poll} every second. Thread-safe.
 */
public final class ReviewedPolicy implements Supplier<Policy> {
    private final Supplier<Policy> written;
    private final GrantReviews reviews;
    private final ReviewCampaigns campaigns;
    private volatile Known known;

    private record Known(Policy written, GrantReviews.Newest newest, Policy inForce) {}

    /** Reads the store once. */
    public ReviewedPolicy(Supplier<Policy> written, GrantReviews reviews, ReviewCampaigns campaigns) {
        this.written = written;
        this.reviews = reviews;
        this.campaigns = campaigns;
        this.known = known(written.get(), reviews.newest());
    }

    @Override
    public Policy get() {
        Known current = known;
        Policy now = written.get();
        if (current.written() != now) {
            current = known(now, current.newest());
            take(current);
        }
        return current.inForce();
    }

    /** Reads the store; on a failure what was known stays, and what was revoked stays revoked. */
    public void poll() {
        take(known(written.get(), reviews.newest()));
    }

    /** Of two who read the store at once, the later look counts. */
    private synchronized void take(Known fresh) {
        if (!fresh.newest().now().isBefore(known.newest().now())) {
            known = fresh;
        }
    }

    /** The policy as it is written, with the grants that are revoked. */
    Policy written() {
        return written.get();
    }

    GrantReviews reviews() {
        return reviews;
    }

    ReviewCampaigns campaigns() {
        return campaigns;
    }

    /** What reviewers have left of it; empty when that is all. */
    Optional<GrantReviews.Left> narrowed(String grant) {
        return Optional.ofNullable(known.newest().narrowed().get(grant));
    }

    Grant.Standing standing(Grant grant) {
        return standing(grant, known.newest());
    }

    Optional<GrantReviews.Decision> decision(Grant grant) {
        return Optional.ofNullable(known.newest().byGrant().get(grant.name()));
    }

    private static Known known(Policy written, GrantReviews.Newest newest) {
        return new Known(written, newest, written.left(grant -> left(grant, newest)));
    }

    /** Empty for a grant that is void. */
    private static Optional<Grant> left(Grant grant, GrantReviews.Newest newest) {
        Optional<Grant> standing = grant.standing(standing(grant, newest));
        GrantReviews.Left narrowed = newest.narrowed().get(grant.name());
        return narrowed == null
                ? standing
                : standing.flatMap(still -> narrowed.left().map(still::narrowed));
    }

    /** A grant that gives something else than what was confirmed was never confirmed; one that was revoked stays so whatever it gives. */
    private static Grant.Standing standing(Grant grant, GrantReviews.Newest newest) {
        GrantReviews.Decision decision = newest.byGrant().get(grant.name());
        if (decision != null && decision.verdict() == GrantReviews.Verdict.REVOKE) {
            return Grant.Standing.REVOKED;
        }
        if (grant.review().isEmpty()) {
            return Grant.Standing.GOOD;
        }
        boolean confirmed = decision != null
                && decision.scope().equals(scope(grant))
                && newest.now().isBefore(decision.at().plus(grant.review().get().every()));
        return confirmed ? Grant.Standing.GOOD : Grant.Standing.DUE;
    }

    static String scope(Grant grant) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(grant.scope().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
