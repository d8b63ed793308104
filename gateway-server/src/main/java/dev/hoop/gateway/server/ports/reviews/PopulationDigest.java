package dev.hoop.gateway.server.ports.reviews;

import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One digest over all that a campaign asks about, so that nothing can be added, left out or changed afterwards. */
public final class PopulationDigest {
    private PopulationDigest() {}

    /** SHA-256 over every field of every grant in their order, each with its length before it; in hexadecimal. */
    public static String of(List<Snapshot> grants) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, Integer.toString(grants.size()));
            grants.forEach(grant -> add(digest, grant));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, Snapshot grant) {
        for (String text : List.of(
                grant.grant(),
                grant.scope(),
                grant.gives(),
                grant.owner(),
                grant.reason(),
                grant.created().map(Object::toString).orElse(""),
                grant.expires().map(Object::toString).orElse(""),
                grant.lastUsed().map(Object::toString).orElse(""),
                grant.standing(),
                grant.narrowing(),
                grant.suggestion(),
                Integer.toString(grant.uses().size()),
                Integer.toString(grant.people().size()))) {
            add(digest, text);
        }
        grant.uses().forEach(use -> {
            for (String text : List.of(
                    use.kind(),
                    use.object(),
                    Long.toString(use.uses()),
                    use.lastAt().toString())) {
                add(digest, text);
            }
        });
        grant.people().forEach(person -> add(digest, person));
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
