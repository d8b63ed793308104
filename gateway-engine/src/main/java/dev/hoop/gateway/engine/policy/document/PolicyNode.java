package dev.hoop.gateway.engine.policy.document;

import java.util.List;

/** A part of a policy document: whatever its syntax was, it is texts, lists and maps, each with its place. */
public sealed interface PolicyNode {
    Mark mark();

    /** What this is, in a message: {@code a list}. */
    String sort();

    /**
     * One value.
     *
     * @param quoted whether it was written in quotes, and so is a text whatever it looks like
     */
    record Scalar(Mark mark, String text, boolean quoted) implements PolicyNode {
        /** Whether nothing was written. */
        public boolean isNothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String sort() {
            return isNothing() ? "nothing" : "a single value";
        }
    }

    /** A list, in order. */
    record Sequence(Mark mark, List<PolicyNode> items) implements PolicyNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String sort() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file; a key may stand twice here, and is refused by who reads. */
    record Mapping(Mark mark, List<Entry> entries) implements PolicyNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String sort() {
            return "a map";
        }
    }

    /** One key with its value. */
    record Entry(Mark mark, String key, PolicyNode value) {}
}
