package dev.hoop.gateway.server.ports.reviews;

import java.util.List;

/**
 * Where gateways leave for each other what their trails prove of campaigns. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface CampaignParts {
    /**
     * Campaigns of which this trail's part is not there yet, or has become too old: at once when a campaign has ended, and every ten
     * minutes while it is being answered, so that a gateway that goes away leaves what it proves.
     */
    List<Lacking> lacking(String trail);

    /** Keeps a part made after {@code lacking} was asked. One of a campaign that had ended then is never changed again. */
    void keep(Lacking lacking, TrailPart part);

    /** The parts of a campaign, by the names of their trails. */
    List<TrailPart> of(String campaign);

    /**
     * A campaign of which a part is lacking.
     *
     * @param decided about how many grants somebody had decided
     */
    record Lacking(String campaign, boolean hasEnded, int decided) {}
}
