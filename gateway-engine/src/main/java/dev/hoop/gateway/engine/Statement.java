package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.value.Parameter;
import java.util.List;

/**
 * Work a subject wants done on a target, exactly as a door received it; nothing about it is decided yet.
 *
 * @param rows the parameters of each execution, in order; a statement without parameters has one empty row, a batch has several rows
 */
public record Statement(SessionId session, TargetName target, String text, List<List<Parameter>> rows) {
    public Statement {
        if (text.isBlank()) {
            throw new IllegalArgumentException("statement text is blank; doors drop empty input before the gate");
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a statement has at least one row of parameters, which may be empty");
        }
        rows = rows.size() == 1
                ? List.of(List.copyOf(rows.get(0)))
                : rows.stream().map(List::copyOf).toList();
    }

    /** Leaves the text out: it may hold personal data, and records end up in logs. */
    @Override
    public String toString() {
        return "Statement[" + session + ", " + target + ", " + text.length() + " chars, " + rows.size() + " rows]";
    }
}
