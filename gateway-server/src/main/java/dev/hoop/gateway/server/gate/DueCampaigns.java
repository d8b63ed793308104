package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.AtDue;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends campaigns whose day has come: what nobody has decided about becomes what the campaign says. Somebody must {@linkplain #look() look}
 * every few seconds; of several gateways one does it, and where that dies another one does. Thread-safe.
 */
public final class DueCampaigns {
    private static final String REASON = "nobody decided in time";

    private final Gate gate;
    private final ReviewedPolicy policy;

    public DueCampaigns(Gate gate, ReviewedPolicy policy) {
        this.gate = gate;
        this.policy = policy;
    }

    /** Reminds reviewers, and ends what is over. */
    public void look() {
        policy.campaigns().remind();
        List<Campaign> due = policy.campaigns().takeDue();
        if (!due.isEmpty()) {
            policy.poll(); // what was reduced until now stays reduced
            due.forEach(this::end);
            policy.poll();
            gate.sweep();
        }
    }

    private void end(Campaign campaign) {
        for (Item item : campaign.items()) {
            if (item.verdict().isEmpty()) {
                settle(campaign, item.snapshot().grant());
            }
        }
        String by = "campaign:" + campaign.id();
        gate.record("campaign-closed", "", "", "", Map.of("campaign", campaign.id(), "automatic", "true"));
        policy.campaigns().close(campaign.id(), by);
    }

    private void settle(Campaign campaign, String grant) {
        Optional<Narrowing> left = campaign.atDue() == AtDue.READ_ONLY ? Optional.of(reading(grant)) : Optional.empty();
        Map<String, String> words = new HashMap<>(Map.of(
                "campaign",
                campaign.id(),
                "grant",
                grant,
                "verdict",
                verdict(campaign.atDue()).name(),
                "automatic",
                "true"));
        words.put("reason", REASON);
        left.ifPresent(narrowing -> words.put("narrowing", narrowing.words()));
        gate.record("grant-reviewed", "", "", "", words);
        policy.campaigns().settle(campaign.id(), new ReviewCampaigns.Automatic(grant, campaign.atDue(), left, REASON));
    }

    /** Never more than reviewers have left of it before. */
    private Narrowing reading(String grant) {
        return policy.narrowed(grant)
                .map(before -> before.left().map(Narrowing::onlyReading).orElse(Narrowing.nothing()))
                .orElse(Narrowing.readOnly());
    }

    private static GrantReviews.Verdict verdict(AtDue action) {
        return switch (action) {
            case KEEP -> GrantReviews.Verdict.KEEP;
            case READ_ONLY -> GrantReviews.Verdict.REDUCE;
            case REVOKE -> GrantReviews.Verdict.REVOKE;
        };
    }
}
