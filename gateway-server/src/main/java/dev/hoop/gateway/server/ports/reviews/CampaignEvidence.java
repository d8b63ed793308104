package dev.hoop.gateway.server.ports.reviews;

import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes evidence of campaigns that auditors can check without a gateway. Thread-safe. */
public interface CampaignEvidence {
    /** The name of this gateway's trail. */
    String trail();

    /**
     * What this gateway's trail proves of each of these campaigns.
     *
     * @throws dev.hoop.gateway.server.ports.audit.AuditUnavailableException if the trail cannot be read, or has not been signed far enough
     */
    Map<String, TrailPart> parts(Set<String> campaigns);

    /** What the campaign says, and none of the parts has a record of: grants, or its beginning. */
    List<String> unproven(Campaign campaign, List<TrailPart> parts);

    /** Everything about a campaign that has ended, signed, with all its parts. The same parts give the same bytes every time. */
    byte[] of(Campaign campaign, List<TrailPart> parts);
}
