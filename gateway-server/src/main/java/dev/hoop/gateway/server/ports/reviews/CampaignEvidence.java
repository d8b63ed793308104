package dev.hoop.gateway.server.ports.reviews;

import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;

/** Makes evidence of campaigns that auditors can check without a gateway. Thread-safe. */
public interface CampaignEvidence {
    /**
     * Everything about a campaign that has ended, signed, with the proof that it stands in the trail. The same campaign gives the same bytes
     * every time.
     *
     * @throws dev.hoop.gateway.server.ports.audit.AuditUnavailableException if the trail cannot be read, or has not been signed far enough
     */
    byte[] of(Campaign campaign);
}
