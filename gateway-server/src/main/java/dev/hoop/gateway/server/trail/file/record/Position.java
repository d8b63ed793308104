package dev.hoop.gateway.server.trail.file.record;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a trail has come: the number of records, the last link of the chain, and the Merkle tree over all records as the roots of its
 * complete subtrees (from the largest to the smallest, one for each bit of the size). A value; the next record makes the next position.
 */
public record Position(long size, Hash link, List<Hash> peaks) {
    public Position {
        peaks = List.copyOf(peaks);
        if (peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(peaks.size() + " subtrees cannot stand for " + size + " records");
        }
    }

    /** Before the first record. */
    public static Position start(String origin, TrailHasher hasher) {
        return new Position(0, hasher.genesis(origin), List.of());
    }

    Position after(Hash leaf, TrailHasher hasher) {
        List<Hash> grown = new ArrayList<>(peaks);
        Hash carry = leaf;
        for (long bits = size; (bits & 1) != 0; bits >>>= 1) {
            carry = hasher.node(grown.remove(grown.size() - 1), carry);
        }
        grown.add(carry);
        return new Position(size + 1, hasher.link(link, leaf), grown);
    }

    /** The root of the tree over all records, as RFC 6962 §2.1 defines it. */
    public Hash root(TrailHasher hasher) {
        if (peaks.isEmpty()) {
            return hasher.empty();
        }
        Hash root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = hasher.node(peaks.get(i), root);
        }
        return root;
    }
}
