package dev.hoop.gateway.engine.masking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds all secrets in one pass (Aho and Corasick). A state is what has been read that may go on to be a secret. Edges are kept as lists, so
 * that its size grows with the length of the secrets alone. Immutable.
 */
final class SecretAutomaton {
    static final int START = 0;

    private final List<String> names = new ArrayList<>();
    private final int[] first = new int[256];
    private final byte[] label;
    private final int[] child;
    private final int[] sibling;
    private final int[] fallback;
    private final int[] depth;
    private final int[] length;
    private final int[] secret;

    SecretAutomaton(List<LiteralSecret> secrets) {
        List<byte[]> texts = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (LiteralSecret each : secrets) {
            for (byte[] form : SecretForms.of(each.text())) {
                texts.add(form);
                owners.add(names.size());
            }
            names.add(each.name());
        }
        int states = 1 + texts.stream().mapToInt(text -> text.length).sum();
        this.label = new byte[states];
        this.child = new int[states];
        this.sibling = new int[states];
        this.fallback = new int[states];
        this.depth = new int[states];
        this.length = new int[states];
        this.secret = new int[states];
        int used = 1;
        for (int i = 0; i < texts.size(); i++) {
            used = add(texts.get(i), owners.get(i), used);
        }
        link();
    }

    private int add(byte[] text, int owner, int used) {
        int state = START;
        int free = used;
        for (byte each : text) {
            int next = edge(state, each);
            if (next == START) {
                next = free++;
                depth[next] = depth[state] + 1;
                label[next] = each;
                sibling[next] = child[state];
                child[state] = next;
                if (state == START) {
                    first[each & 0xff] = next;
                }
            }
            state = next;
        }
        length[state] = text.length;
        secret[state] = owner;
        return free;
    }

    /** The state behind an edge of this very state; the start, where there is none. */
    private int edge(int state, byte value) {
        if (state == START) {
            return first[value & 0xff];
        }
        int next = child[state];
        while (next != START && label[next] != value) {
            next = sibling[next];
        }
        return next;
    }

    private void link() {
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(START);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int back = fallback[state];
            if (length[back] > length[state]) {
                length[state] = length[back];
                secret[state] = secret[back];
            }
            for (int next = child[state]; next != START; next = sibling[next]) {
                fallback[next] = state == START ? START : step(back, label[next] & 0xff);
                queue.add(next);
            }
        }
    }

    int step(int state, int value) {
        byte wanted = (byte) value;
        int from = state;
        int next = edge(from, wanted);
        while (next == START && from != START) {
            from = fallback[from];
            next = edge(from, wanted);
        }
        return next;
    }

    /** How many bytes back what is being read begins. */
    int depth(int state) {
        return depth[state];
    }

    /** How long the secret is that ends here, zero when none does. */
    int found(int state) {
        return length[state];
    }

    String name(int state) {
        return names.get(secret[state]);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }
}
