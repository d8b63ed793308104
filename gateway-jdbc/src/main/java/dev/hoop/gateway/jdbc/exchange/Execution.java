package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.api.wire.ParameterRow;
import java.time.Duration;
import java.util.List;

/**
 * One execution as a statement wants it; the session adds what rides along.
 *
 * @param fetchSize rows at a time, or zero for the gateway's choice
 * @param maxRows the most rows of one result, or zero for all
 * @param maxFieldBytes the most bytes of one cell, or zero for all
 * @param timeout of the execution, or zero for none
 */
public record Execution(
        String text,
        ExecuteKind kind,
        List<ParameterRow> rows,
        List<OutParameter> outs,
        KeyRequest keys,
        int fetchSize,
        long maxRows,
        int maxFieldBytes,
        Duration timeout,
        boolean escapeProcessing) {
    public Execution {
        rows = List.copyOf(rows);
        outs = List.copyOf(outs);
    }

    Execution withRows(List<ParameterRow> others) {
        return new Execution(
                text, kind, others, outs, keys, fetchSize, maxRows, maxFieldBytes, timeout, escapeProcessing);
    }

    /** Leaves the text and the parameters out. */
    @Override
    public String toString() {
        return "Execution[" + kind + ", " + text.length() + " chars, " + rows.size() + " rows]";
    }
}
