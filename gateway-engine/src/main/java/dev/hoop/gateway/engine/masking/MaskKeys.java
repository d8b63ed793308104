package dev.hoop.gateway.engine.masking;

import java.util.Optional;

/**
 * Keys of the keyed hashes, given from outside the engine: one per domain, so that equal values of one domain have equal hashes and those
 * of different domains have not. Thread-safe; an answer must not change while a result is read.
 */
public interface MaskKeys {
    /** The key of a domain, 32 bytes; empty where there is none, and then values are redacted instead. */
    Optional<byte[]> key(String domain);

    /** No keys at all. */
    static MaskKeys none() {
        return domain -> Optional.empty();
    }
}
