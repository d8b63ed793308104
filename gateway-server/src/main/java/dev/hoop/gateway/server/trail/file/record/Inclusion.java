package dev.hoop.gateway.server.trail.file.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Proofs that single records are in a signed tree: the audit paths of RFC 6962 §2.1.1. */
public final class Inclusion {
    private final List<Hash> leaves;
    private final TrailHasher hasher;
    private final TreeMap<Integer, List<Hash>> paths = new TreeMap<>();

    private Inclusion(List<Hash> leaves, TrailHasher hasher) {
        this.leaves = leaves;
        this.hasher = hasher;
    }

    /**
     * The path from each of the named leaves to the root of the tree over all leaves, from below.
     *
     * @param named places of leaves, counted from zero
     */
    public static Map<Integer, List<Hash>> paths(List<Hash> leaves, List<Integer> named, TrailHasher hasher) {
        Inclusion inclusion = new Inclusion(leaves, hasher);
        named.forEach(place -> inclusion.paths.put(place, new ArrayList<>()));
        if (!leaves.isEmpty()) {
            inclusion.hash(0, leaves.size());
        }
        return inclusion.paths;
    }

    /** The hash of a subtree; on the way back each half is added to the paths of those named in the other. */
    private Hash hash(int from, int size) {
        if (size == 1) {
            return leaves.get(from);
        }
        int half = Integer.highestOneBit(size - 1);
        Hash left = hash(from, half);
        Hash right = hash(from + half, size - half);
        paths.subMap(from, from + half).values().forEach(path -> path.add(right));
        paths.subMap(from + half, from + size).values().forEach(path -> path.add(left));
        return hasher.node(left, right);
    }

    /**
     * The root that a leaf and its path lead to, as RFC 9162 §2.1.3.2 has it.
     *
     * @param place of the leaf, counted from zero
     * @throws MalformedLineException if no path of this length is one of such a leaf
     */
    public static Hash root(long place, long size, Hash leaf, List<Hash> path, TrailHasher hasher)
            throws MalformedLineException {
        if (place < 0 || place >= size) {
            throw new MalformedLineException("its place is not in the tree");
        }
        long at = place;
        long last = size - 1;
        Hash root = leaf;
        for (Hash other : path) {
            if (last == 0) {
                throw new MalformedLineException("its path is too long");
            }
            if ((at & 1) == 1 || at == last) {
                root = hasher.node(other, root);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                root = hasher.node(root, other);
            }
            at >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new MalformedLineException("its path is too short");
        }
        return root;
    }
}
