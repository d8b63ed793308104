package dev.hoop.gateway.server.ports.reviews;

import dev.hoop.gateway.engine.policy.rules.Narrowing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Campaigns: reviewers are asked about every grant of a scope, as it was when the campaign began, until a day. Each grant is decided once
 * in a campaign, and its decision takes effect in the transaction that keeps it. All times are the store's own. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface ReviewCampaigns {
    /** Begins a campaign; who is told of such things is told. */
    Campaign start(Draft draft);

    /** All campaigns, the newest first, at most two hundred, without their items. */
    List<Campaign> list();

    /** One of them with its items. */
    Optional<Campaign> find(String id);

    /** Decides about one grant of an open campaign. False when it is decided already, or the campaign is not open any more. */
    boolean decide(String id, GrantReviews.Ruling ruling);

    /** Ends an open campaign: as closed when everything is decided, else as abandoned. False when it was not open. */
    boolean close(String id, String by);

    /** Open campaigns that are over by now and nobody else is settling; the caller settles them, and has them for a minute. */
    List<Campaign> takeDue();

    /** Keeps what becomes of a grant nobody decided about, in a campaign that was taken. False when somebody decided after all. */
    boolean settle(String id, Automatic automatic);

    /** Tells reviewers of open campaigns whose time for it has come. Answers how many. */
    int remind();

    /**
     * What becomes of grants that nobody has decided about when the day has come.
     */
    enum AtDue {
        KEEP,
        READ_ONLY,
        REVOKE
    }

    /** Where a campaign stands. */
    enum State {
        OPEN,
        CLOSED,
        /** Ended before everything was decided; what was not is as it was before. */
        ABANDONED
    }

    /**
     * What a campaign asks about: grants that fit every list that is not empty.
     *
     * @param grants names of grants
     * @param targets targets that the grant reaches
     * @param groups groups that have it
     * @param owners who answers for it
     */
    record Scope(List<String> grants, List<String> targets, List<String> groups, List<String> owners) {
        public Scope {
            grants = List.copyOf(grants);
            targets = List.copyOf(targets);
            groups = List.copyOf(groups);
            owners = List.copyOf(owners);
        }
    }

    /**
     * A campaign to be.
     *
     * @param id its own, made up by the caller
     * @param reviewers groups, or {@code subject:name}; when empty, those whom each grant names, else whoever has the role
     * @param remind how long before the end reviewers are reminded
     * @param policy the version of the policy whose grants they are
     */
    record Draft(
            String id,
            String name,
            Scope scope,
            List<String> reviewers,
            Duration within,
            List<Duration> remind,
            AtDue atDue,
            String policy,
            String by,
            String reason,
            List<Snapshot> grants) {
        public Draft {
            reviewers = List.copyOf(reviewers);
            remind = List.copyOf(remind);
            grants = List.copyOf(grants);
        }
    }

    /**
     * A grant as it was at the start.
     *
     * @param scope the digest of what it gives
     * @param gives the same in words
     * @param people who used it in the last days, by the names of those behind the accounts
     */
    record Snapshot(
            String grant,
            String scope,
            String gives,
            String owner,
            String reason,
            Optional<LocalDate> created,
            Optional<Instant> expires,
            Optional<Instant> lastUsed,
            List<Use> uses,
            List<String> people,
            String standing,
            String narrowing,
            String suggestion) {
        public Snapshot {
            uses = List.copyOf(uses);
            people = List.copyOf(people);
        }
    }

    /** What a grant was used for in the last days. */
    record Use(String kind, String object, long uses, Instant lastAt) {}

    /** What the gateway does because nobody decided. */
    record Automatic(String grant, AtDue action, Optional<Narrowing> narrowing, String reason) {}

    /**
     * A campaign.
     *
     * @param items empty in lists
     * @param undecided how many grants nobody has decided about
     */
    record Campaign(
            String id,
            String name,
            State state,
            Scope scope,
            List<String> reviewers,
            AtDue atDue,
            String policy,
            String startedBy,
            String reason,
            Instant startedAt,
            Instant dueAt,
            String closedBy,
            Optional<Instant> closedAt,
            int total,
            int undecided,
            List<Item> items) {
        public Campaign {
            reviewers = List.copyOf(reviewers);
            items = List.copyOf(items);
        }
    }

    /**
     * One grant in a campaign.
     *
     * @param verdict empty until it is decided
     * @param narrowing what stays of it, in words
     * @param automatic whether nobody decided in time, and the campaign did
     */
    record Item(
            Snapshot snapshot,
            Optional<GrantReviews.Verdict> verdict,
            String narrowing,
            String by,
            String reason,
            boolean automatic,
            Optional<Instant> at) {}
}
