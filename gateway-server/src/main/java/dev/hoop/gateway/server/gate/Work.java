package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.engine.RunOptions;
import java.util.List;
import java.util.Optional;

/**
 * One request to run a text.
 *
 * @param rows the parameters of each execution; one empty row when there are none
 * @param unprepared whether the text can have no parameters, so that a question mark is the database's
 * @param resume the approved request whose one execution this is
 * @param listener told when the statement is held and when people have decided; pending is repeated while the wait lasts
 */
public record Work(
        String text,
        List<List<Parameter>> rows,
        boolean unprepared,
        RunOptions options,
        Optional<String> resume,
        ApprovalListener listener) {
    public Work {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Leaves text and parameters out. */
    @Override
    public String toString() {
        return "Work[" + text.length() + " chars, " + rows.size() + " rows]";
    }
}
