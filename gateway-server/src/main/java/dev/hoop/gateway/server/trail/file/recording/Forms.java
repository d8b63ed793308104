package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What repeated statements say again and again, their text and their columns, stands in a recording once: the first line that says it
 * numbers it ({@code form}), and later ones have that number instead ({@code like}). There are few numbers; one that is given anew means
 * what was said last. So neither who writes nor who reads keeps much.
 */
final class Forms {
    private static final String NUMBER = "form";
    private static final String LIKE = "like";
    private static final List<String> FIELDS = List.of("text", "touches", "labels", "types", "masked");
    private static final int MOST = 32;

    private Forms() {}

    /** Numbers forms. Not thread-safe. */
    static final class Writer {
        private final List<Said> said = new ArrayList<>();
        private int next;

        /** Weak: a session that waits must not keep what is remembered nowhere else. */
        private record Said(WeakReference<Object> of, WeakReference<String> text) {
            boolean is(Object other, String otherText) {
                String known = text.get();
                return of.refersTo(other) && otherText.equals(known);
            }
        }

        /**
         * Adds a form to the line, or the number of the one that was said before.
         *
         * @param of what the form is worded from, beside the text; the very same object has the very same form
         */
        JsonWriter write(JsonWriter line, Object of, String text, UnaryOperator<JsonWriter> form) {
            for (int i = 0; i < said.size(); i++) {
                if (said.get(i).is(of, text)) {
                    return line.number(LIKE, i);
                }
            }
            Said now = new Said(new WeakReference<>(of), new WeakReference<>(text));
            int number = next;
            next = (next + 1) % MOST;
            if (number < said.size()) {
                said.set(number, now);
            } else {
                said.add(now);
            }
            return form.apply(line.number(NUMBER, number));
        }
    }

    /** Puts forms where their numbers stand. Not thread-safe. */
    static final class Reader {
        private final Map<Integer, ObjectNode> said = new HashMap<>();

        /** The line as if everything were said in it. */
        JsonNode whole(JsonNode line) throws MalformedLineException {
            if (!(line instanceof ObjectNode fields)) {
                return line;
            }
            if (fields.has(NUMBER)) {
                int number = number(fields.remove(NUMBER));
                ObjectNode form = fields.deepCopy();
                form.retain(FIELDS);
                said.put(number, form);
            } else if (fields.has(LIKE)) {
                ObjectNode form = said.get(number(fields.remove(LIKE)));
                if (form == null) {
                    throw new MalformedLineException("a line is like one that is not there");
                }
                fields.setAll(form);
            }
            return fields;
        }

        private static int number(JsonNode given) throws MalformedLineException {
            int number = given.asInt(-1);
            if (number < 0 || number >= MOST) {
                throw new MalformedLineException("a line has a number that no form has");
            }
            return number;
        }
    }
}
