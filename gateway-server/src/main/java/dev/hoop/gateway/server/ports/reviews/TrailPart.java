package dev.hoop.gateway.server.ports.reviews;

/**
 * What one trail proves of a campaign. It stands signed by that trail's key, and so may be kept by anybody.
 *
 * @param trail the name of the trail's key
 * @param records the trail's lines about the campaign; empty when it has none
 * @param proofs that each stands in the trail that was signed, as JSON
 * @param checkpoint the signed note
 */
public record TrailPart(String trail, String records, String proofs, String checkpoint) {
    public boolean isEmpty() {
        return records.isEmpty();
    }
}
