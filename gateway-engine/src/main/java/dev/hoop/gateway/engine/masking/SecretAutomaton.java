package dev.hoop.gateway.engine.masking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Finds all secrets in one pass (Aho and Corasick). A state is what has been read that may go on to be a secret. Immutable. */
final class SecretAutomaton {
    static final int START = 0;

    private final List<String> names = new ArrayList<>();
    private final byte[] signs = new byte[256];
    private final int width;
    private final int[] next;
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
        this.width = alphabet(texts);
        int states = 1 + texts.stream().mapToInt(text -> text.length).sum();
        this.next = new int[states * width];
        this.depth = new int[states];
        this.length = new int[states];
        this.secret = new int[states];
        Arrays.fill(next, -1);
        int used = 1;
        for (int i = 0; i < texts.size(); i++) {
            used = add(texts.get(i), owners.get(i), used);
        }
        link();
    }

    private int alphabet(List<byte[]> texts) {
        int used = 1;
        for (byte[] text : texts) {
            for (byte each : text) {
                if (signs[each & 0xff] == 0) {
                    signs[each & 0xff] = (byte) used++;
                }
            }
        }
        return used;
    }

    private int add(byte[] text, int owner, int used) {
        int state = START;
        int free = used;
        for (byte each : text) {
            int edge = state * width + (signs[each & 0xff] & 0xff);
            if (next[edge] < 0) {
                depth[free] = depth[state] + 1;
                next[edge] = free++;
            }
            state = next[edge];
        }
        length[state] = text.length;
        secret[state] = owner;
        return free;
    }

    private void link() {
        int[] fallback = new int[depth.length];
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(START);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int back = fallback[state];
            if (length[back] > length[state]) {
                length[state] = length[back];
                secret[state] = secret[back];
            }
            for (int sign = 0; sign < width; sign++) {
                int edge = state * width + sign;
                int elsewhere = state == START ? START : next[back * width + sign];
                if (next[edge] < 0) {
                    next[edge] = elsewhere;
                } else {
                    fallback[next[edge]] = elsewhere;
                    queue.add(next[edge]);
                }
            }
        }
    }

    int step(int state, int value) {
        return next[state * width + (signs[value] & 0xff)];
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

    int owner(int state) {
        return secret[state];
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    List<String> names() {
        return names;
    }
}
