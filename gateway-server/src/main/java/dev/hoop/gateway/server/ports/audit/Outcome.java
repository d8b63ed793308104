package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.api.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a statement ended.
 *
 * @param error the number of the {@link dev.hoop.gateway.api.ErrorCode}, zero for success
 * @param rowsReturned rows that left the gateway
 * @param rowsAffected rows changed, or -1 where the target gave no count
 * @param contentMasked parts of values that were masked by their content, by class of data
 * @param remarks further facts by name, such as {@code exit}, {@code output_bytes}, {@code output_sha256}: codes, counts and digests only
 */
public record Outcome(
        Effect effect,
        int error,
        String sqlState,
        long rowsReturned,
        long rowsAffected,
        Map<String, Long> contentMasked,
        Duration took,
        Map<String, String> remarks) {
    public Outcome {
        contentMasked = Map.copyOf(contentMasked);
        remarks = Map.copyOf(remarks);
    }

    /** An outcome in which nothing was masked by its content. */
    public Outcome(Effect effect, int error, String sqlState, long rowsReturned, long rowsAffected, Duration took) {
        this(effect, error, sqlState, rowsReturned, rowsAffected, Map.of(), took, Map.of());
    }

    /** {@link #contentMasked} as words in order: {@code pci.card 3}. */
    public List<String> contentMaskedWords() {
        return new TreeMap<>(contentMasked)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList();
    }
}
