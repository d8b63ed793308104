package dev.hoop.gateway.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a recording: a statement and its verdict, a row as the subject saw it, an end.
 *
 * @param ms when it was, counted from the beginning of the session
 * @param type {@code opened}, {@code judged}, {@code began}, {@code columns}, {@code row}, {@code rows}, {@code output}, {@code terminal},
 *     {@code ended} or {@code closed}
 * @param fields what else it says, by name
 * @param cells labels of columns, cells of a row (empty for NULL), or types of parameters
 */
public record RecordedLine(long ms, String type, Map<String, String> fields, List<Optional<String>> cells) {
    public RecordedLine {
        fields = Map.copyOf(fields);
        cells = List.copyOf(cells);
    }

    /** A field, or an empty text. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Leaves cells and texts out. */
    @Override
    public String toString() {
        return "RecordedLine[" + type + " at " + ms + " ms]";
    }
}
