package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.PopulationDigest;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Item;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where campaigns of reviews are begun, answered and ended. Nobody answers about what they have themselves. Whatever is done stands in the
 * trail before it counts, and counts at once. Thread-safe.
 */
public final class CampaignDesk {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration OTHERS_ADD_WITHIN = Duration.ofHours(1);
    private static final int LONGEST_NAME = 200;

    private final Gate gate;
    private final Visitor visitor;
    private final ReviewedPolicy policy;
    private final ReviewCampaigns campaigns;

    CampaignDesk(Gate gate, Visitor visitor, ReviewedPolicy policy) {
        this.gate = gate;
        this.visitor = visitor;
        this.policy = policy;
        this.campaigns = policy.campaigns();
    }

    /** What becomes of grants that nobody has decided about when the day has come. */
    public enum AtDue {
        KEEP,
        READ_ONLY,
        REVOKE
    }

    /** What a reviewer says about a grant; see {@link ReviewDesk}. */
    public enum Verdict {
        KEEP,
        REDUCE,
        RESTORE,
        REVOKE
    }

    /** Which grants: those that fit every list that is not empty. */
    public record Scope(List<String> grants, List<String> targets, List<String> groups, List<String> owners) {}

    /**
     * What somebody wants to begin.
     *
     * @param reviewers groups, or {@code subject:name}; when empty those whom each grant names, else whoever has the role
     * @param remind how long before the end reviewers are reminded
     */
    public record Wish(
            String name,
            Scope scope,
            List<String> reviewers,
            Duration within,
            List<Duration> remind,
            AtDue atDue,
            String reason) {}

    /**
     * An answer about one grant.
     *
     * @param left what stays of it, when it is reduced; else nothing is said
     */
    public record Answer(String grant, Verdict verdict, Leaving left, String reason) {}

    /** A campaign without its grants. */
    public record CampaignLine(
            String id,
            String name,
            String state,
            String atDue,
            List<String> reviewers,
            String policy,
            String startedBy,
            String reason,
            Instant startedAt,
            Instant dueAt,
            String closedBy,
            Optional<Instant> closedAt,
            int total,
            int undecided) {}

    /**
     * A grant of a campaign, as it was at the start, and what was decided.
     *
     * @param people who had used it
     * @param proposal what it could be reduced to, by its uses until now
     * @param mayDecide whether this visitor may
     * @param automatic whether nobody decided in time, and the campaign did
     */
    public record ItemView(
            String grant,
            String gives,
            String owner,
            String reason,
            Optional<LocalDate> created,
            Optional<Instant> expires,
            Optional<Instant> lastUsed,
            List<ReviewDesk.UseView> uses,
            List<String> people,
            String standing,
            String narrowing,
            String suggestion,
            Optional<Leaving> proposal,
            boolean mayDecide,
            Optional<ReviewDesk.DecisionView> decision,
            boolean automatic) {}

    /** A campaign as this visitor sees it. */
    public record CampaignView(CampaignLine line, List<ItemView> items) {}

    /** The campaigns this visitor sees, newest first, without their grants. */
    public List<CampaignLine> list() {
        gate.requireStanding(visitor);
        return campaigns.list().stream()
                .filter(campaign ->
                        seesAll(campaign) || !seen(full(campaign.id())).isEmpty())
                .map(CampaignDesk::line)
                .toList();
    }

    /** One of them with the grants this visitor sees in it. */
    public CampaignView read(String id) {
        gate.requireStanding(visitor);
        return view(id);
    }

    /** Begins a campaign; for reviewers and admins. */
    public CampaignView start(Wish wish) {
        requireOffice();
        check(wish);
        ReviewCampaigns.Scope scope = new ReviewCampaigns.Scope(
                wish.scope().grants(),
                wish.scope().targets(),
                wish.scope().groups(),
                wish.scope().owners());
        GrantStory story = new GrantStory(gate, policy);
        List<ReviewCampaigns.Snapshot> grants = policy.written().grants().stream()
                .filter(grant -> isMeant(scope, grant))
                .map(story::snapshot)
                .toList();
        if (grants.isEmpty()) {
            throw invalid(
                    "no grant of the policy is in this scope; look at the names of grants, targets, groups, owners");
        }
        String id = gate.newId();
        String by = visitor.subject().name().value();
        ReviewCampaigns.Draft draft = new ReviewCampaigns.Draft(
                id,
                wish.name().strip(),
                scope,
                wish.reviewers(),
                wish.within(),
                wish.remind(),
                ReviewCampaigns.AtDue.valueOf(wish.atDue().name()),
                policy.written().version(),
                by,
                ReviewDesk.reason(wish.reason()),
                grants);
        gate.record(
                "campaign-started",
                by,
                "",
                "",
                Map.of(
                        "campaign", id,
                        "name", draft.name(),
                        "reason", draft.reason(),
                        "grants", Integer.toString(grants.size()),
                        "population", PopulationDigest.of(grants),
                        "policy", draft.policy(),
                        "at_due", draft.atDue().name(),
                        "reviewers", String.join(", ", draft.reviewers()),
                        "within_s", Long.toString(draft.within().toSeconds()),
                        "door", visitor.door()));
        campaigns.start(draft);
        return view(id);
    }

    /** Answers about one grant, once and for all of this campaign. Whoever answers last also closes it. */
    public CampaignView decide(String id, Answer answer) {
        gate.requireStanding(visitor);
        Campaign campaign = full(id);
        Item item = seen(campaign).stream()
                .filter(one -> one.snapshot().grant().equals(answer.grant()))
                .findFirst()
                .orElseThrow(CampaignDesk::unknown);
        requireMayDecide(campaign, item);
        GrantReviews.Ruling ruling = ruling(item, answer);
        gate.record(
                "grant-reviewed",
                visitor.subject().name().value(),
                "",
                "",
                GrantStory.words(ruling, id, visitor.door()));
        if (!campaigns.decide(id, ruling)) {
            throw over();
        }
        policy.poll();
        gate.sweep();
        if (full(id).undecided() == 0) {
            close(id);
        }
        return view(id);
    }

    /**
     * Ends a campaign; for reviewers and admins. What nobody has decided about stays as it is, and whoever has something of that themselves
     * does not end it so.
     */
    public CampaignView end(String id) {
        requireOffice();
        Campaign campaign = full(id);
        GrantStory story = new GrantStory(gate, policy);
        campaign.items().stream()
                .filter(item -> item.verdict().isEmpty())
                .map(item -> item.snapshot().grant())
                .filter(grant -> isOwn(story, grant))
                .findFirst()
                .ifPresent(grant -> {
                    throw ReviewDesk.own(grant);
                });
        if (campaign.state() != ReviewCampaigns.State.OPEN) {
            throw over();
        }
        close(id);
        return view(id);
    }

    /**
     * Evidence of a campaign that has ended, for reviewers, admins and auditors; the same bytes every time. That it was taken stands in the
     * trail.
     */
    public byte[] evidence(String id) {
        gate.requireStanding(visitor);
        if (!gate.hasRole(visitor, Role.AUDITOR)) {
            requireOffice();
        }
        Campaign campaign = full(id);
        if (campaign.state() == ReviewCampaigns.State.OPEN) {
            throw invalid("the campaign is still open; there is evidence of it when it has ended");
        }
        GatePorts.Past past = gate.ports()
                .past()
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_SUPPORTED, "this gateway keeps no evidence"));
        gate.record(
                "recording-read",
                visitor.subject().name().value(),
                "",
                "",
                Map.of("of", "evidence", "request", id, "door", visitor.door()));
        new CampaignProofs(past.evidence(), past.parts()).look(); // this gateway's own, if nobody has looked yet
        List<TrailPart> parts = past.parts().of(id);
        List<String> unproven = past.evidence().unproven(campaign, parts);
        if (!unproven.isEmpty() && isFresh(campaign)) {
            throw new AuditUnavailableException(
                    ("another gateway has not added what its trail proves yet (%s); try again in a few seconds, or start it again"
                                    + " if it is down; from %s on evidence is given without it, and says so when it is verified")
                            .formatted(unproven.get(0), othersAreGone(campaign)),
                    null);
        }
        return past.evidence().of(campaign, parts);
    }

    /** Later than that a gateway is gone, and verification says what nobody has proven. */
    private boolean isFresh(Campaign campaign) {
        return gate.clock().instant().isBefore(othersAreGone(campaign));
    }

    private static Instant othersAreGone(Campaign campaign) {
        return campaign.closedAt()
                .orElse(campaign.dueAt())
                .plus(OTHERS_ADD_WITHIN)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private void close(String id) {
        gate.record(
                "campaign-closed",
                visitor.subject().name().value(),
                "",
                "",
                Map.of("campaign", id, "door", visitor.door()));
        campaigns.close(id, visitor.subject().name().value());
    }

    private GrantReviews.Ruling ruling(Item item, Answer answer) {
        if (answer.verdict() == Verdict.REDUCE && answer.left().isEmpty()) {
            throw invalid("to reduce a grant needs what stays of it; name the kinds of statements, or the tables");
        }
        if (answer.verdict() != Verdict.REDUCE && !answer.left().isEmpty()) {
            throw invalid("what stays of a grant is said to reduce it; say reduce, or leave it out");
        }
        return new GrantReviews.Ruling(
                answer.grant(),
                item.snapshot().scope(), // what the reviewer saw, whatever the policy says by now
                GrantReviews.Verdict.valueOf(answer.verdict().name()),
                answer.verdict() == Verdict.REDUCE ? Optional.of(answer.left().narrowing()) : Optional.empty(),
                visitor.subject().name().value(),
                ReviewDesk.reason(answer.reason()));
    }

    private void requireMayDecide(Campaign campaign, Item item) {
        String grant = item.snapshot().grant();
        if (!isReviewer(campaign, grant)) {
            throw new GatewayException(
                    ErrorCode.NO_GRANT, "you are no reviewer of grant '" + grant + "' in this campaign");
        }
        if (isOwn(new GrantStory(gate, policy), grant)) {
            throw ReviewDesk.own(grant);
        }
        if (item.verdict().isPresent() || campaign.state() != ReviewCampaigns.State.OPEN) {
            throw over();
        }
    }

    private CampaignView view(String id) {
        Campaign campaign = full(id);
        List<Item> items = seen(campaign);
        if (items.isEmpty() && !seesAll(campaign)) {
            throw unknown();
        }
        GrantStory story = new GrantStory(gate, policy);
        return new CampaignView(
                line(campaign),
                items.stream().map(item -> view(campaign, item, story)).toList());
    }

    private Campaign full(String id) {
        return campaigns.find(id).orElseThrow(CampaignDesk::unknown);
    }

    private List<Item> seen(Campaign campaign) {
        return campaign.items().stream()
                .filter(item -> seesAll(campaign)
                        || isReviewer(campaign, item.snapshot().grant()))
                .toList();
    }

    private ItemView view(Campaign campaign, Item item, GrantStory story) {
        ReviewCampaigns.Snapshot was = item.snapshot();
        boolean mayDecide = campaign.state() == ReviewCampaigns.State.OPEN
                && item.verdict().isEmpty()
                && isReviewer(campaign, was.grant())
                && !isOwn(story, was.grant());
        return new ItemView(
                was.grant(),
                was.gives(),
                was.owner(),
                was.reason(),
                was.created(),
                was.expires(),
                was.lastUsed(),
                was.uses().stream()
                        .map(use -> new ReviewDesk.UseView(use.kind(), use.object(), use.uses(), use.lastAt()))
                        .toList(),
                was.people(),
                was.standing(),
                was.narrowing(),
                was.suggestion(),
                written(was.grant()).flatMap(story::proposal).map(Leaving::of),
                mayDecide,
                item.verdict()
                        .map(verdict -> new ReviewDesk.DecisionView(
                                verdict.name(),
                                item.narrowing(),
                                item.by(),
                                item.reason(),
                                item.at().orElse(campaign.startedAt()))),
                item.automatic());
    }

    private static CampaignLine line(Campaign campaign) {
        return new CampaignLine(
                campaign.id(),
                campaign.name(),
                campaign.state().name(),
                campaign.atDue().name(),
                campaign.reviewers(),
                campaign.policy(),
                campaign.startedBy(),
                campaign.reason(),
                campaign.startedAt(),
                campaign.dueAt(),
                campaign.closedBy(),
                campaign.closedAt(),
                campaign.total(),
                campaign.undecided());
    }

    private boolean seesAll(Campaign campaign) {
        return gate.hasRole(visitor, Role.REVIEWER)
                || gate.hasRole(visitor, Role.ADMIN)
                || gate.hasRole(visitor, Role.AUDITOR)
                || isNamed(campaign.reviewers());
    }

    private boolean isReviewer(Campaign campaign, String grant) {
        if (!campaign.reviewers().isEmpty()) {
            return isNamed(campaign.reviewers());
        }
        List<String> own =
                written(grant).flatMap(Grant::review).map(Grant.Review::by).orElse(List.of());
        return own.isEmpty() ? gate.hasRole(visitor, Role.REVIEWER) : isNamed(own);
    }

    /** A grant that the policy does not have any more is nobody's, but for who has used it. */
    private boolean isOwn(GrantStory story, String grant) {
        Subject subject = visitor.subject();
        return written(grant).map(known -> story.isOwn(known, subject)).orElseGet(() -> story.isUser(grant, subject));
    }

    private Optional<Grant> written(String name) {
        return policy.written().grants().stream()
                .filter(grant -> grant.name().equals(name))
                .findFirst();
    }

    private boolean isNamed(List<String> by) {
        return ReviewDesk.isNamed(visitor.subject(), by);
    }

    private void requireOffice() {
        gate.requireStanding(visitor);
        if (!gate.hasRole(visitor, Role.REVIEWER) && !gate.hasRole(visitor, Role.ADMIN)) {
            throw new GatewayException(
                    ErrorCode.NO_GRANT, "this needs the role 'reviewer' or 'admin'; ask whoever gives roles");
        }
    }

    private static void check(Wish wish) {
        if (wish.name().isBlank() || wish.name().length() > LONGEST_NAME) {
            throw invalid("a campaign needs a name of at most " + LONGEST_NAME + " characters");
        }
        if (wish.within().isNegative()
                || wish.within().isZero()
                || wish.within().compareTo(LONGEST) > 0) {
            throw invalid("a campaign lasts more than nothing, and at most " + LONGEST.toDays() + " days");
        }
        if (wish.remind().stream().anyMatch(before -> before.isNegative() || before.isZero())) {
            throw invalid("reviewers are reminded before the end; say how long before");
        }
    }

    private static boolean isMeant(ReviewCampaigns.Scope scope, Grant grant) {
        return fits(scope.grants(), name -> name.equals(grant.name()))
                && fits(scope.targets(), name -> grant.targets().include(new TargetName(name)))
                && fits(
                        scope.groups(),
                        name -> grant.who().everyone() || grant.who().groups().contains(name))
                && fits(scope.owners(), name -> name.equals(grant.about().owner()));
    }

    private static boolean fits(List<String> wanted, java.util.function.Predicate<String> has) {
        return wanted.isEmpty() || wanted.stream().anyMatch(has);
    }

    private static GatewayException invalid(String what) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, what);
    }

    private static GatewayException over() {
        return invalid("this is decided already, or the campaign is over; look at it again");
    }

    private static GatewayException unknown() {
        return new GatewayException(
                ErrorCode.TARGET_UNKNOWN, "there is no such campaign, or none of its grants is yours to review");
    }
}
