package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.server.ports.reviews.CampaignEvidence;
import dev.hoop.gateway.server.ports.reviews.CampaignParts;
import dev.hoop.gateway.server.ports.reviews.CampaignParts.Lacking;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Leaves what this gateway's trail proves of campaigns where the other gateways find it, so that evidence taken at one proves what was
 * decided at all. Somebody must {@linkplain #look() look} every few seconds. Thread-safe.
 */
public final class CampaignProofs {
    private final CampaignEvidence evidence;
    private final CampaignParts parts;

    public CampaignProofs(CampaignEvidence evidence, CampaignParts parts) {
        this.evidence = evidence;
        this.parts = parts;
    }

    /**
     * Adds what is lacking.
     *
     * @throws dev.hoop.gateway.server.ports.audit.AuditUnavailableException as {@link CampaignEvidence#parts}
     */
    public void look() {
        List<Lacking> lacking = parts.lacking(evidence.trail());
        if (!lacking.isEmpty()) {
            Map<String, TrailPart> found =
                    evidence.parts(lacking.stream().map(Lacking::campaign).collect(Collectors.toSet()));
            lacking.forEach(one -> parts.keep(one, Objects.requireNonNull(found.get(one.campaign()))));
        }
    }
}
