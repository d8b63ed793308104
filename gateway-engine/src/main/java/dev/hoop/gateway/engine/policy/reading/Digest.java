package dev.hoop.gateway.engine.policy.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Mapping;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Sequence;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The version of a policy: SHA-256 over its content, with maps in the order of their keys and every text preceded by its length. Comments,
 * places, quotes and layout do not count; the order of lists does.
 */
final class Digest {
    private final MessageDigest sha256;

    private Digest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(List<PolicyNode> documents) {
        Digest digest = new Digest();
        documents.forEach(digest::add);
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    private void add(PolicyNode node) {
        if (node instanceof Scalar scalar) {
            text('s', scalar.text());
        } else if (node instanceof Sequence sequence) {
            text('l', Integer.toString(sequence.items().size()));
            sequence.items().forEach(this::add);
        } else if (node instanceof Mapping mapping) {
            text('m', Integer.toString(mapping.entries().size()));
            mapping.entries().stream().sorted(Comparator.comparing(Entry::key)).forEach(entry -> {
                text('k', entry.key());
                add(entry.value());
            });
        }
    }

    private void text(char sort, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sha256.update((sort + Integer.toString(bytes.length) + ':').getBytes(UTF_8));
        sha256.update(bytes);
    }
}
