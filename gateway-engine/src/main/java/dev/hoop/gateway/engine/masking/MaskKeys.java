package dev.hoop.gateway.engine.masking;

import java.util.Optional;

/**
 * Keys of the keyed hashes, given from outside the engine: one per domain, so that equal values of one domain have equal hashes and those
 * of different domains have not. When a key is replaced, the old one stays known by its id until nothing asks for it. Thread-safe; an answer
 * must not change while a result is read.
 */
public interface MaskKeys {
    /** The id that means the key in force. */
    String CURRENT = "";

    /**
     * The key of a domain, 32 bytes; empty where there is none, and then values are redacted instead.
     *
     * @param id which of the keys, or {@link #CURRENT}
     */
    Optional<byte[]> key(String domain, String id);

    /** No keys at all. */
    static MaskKeys none() {
        return (domain, id) -> Optional.empty();
    }
}
