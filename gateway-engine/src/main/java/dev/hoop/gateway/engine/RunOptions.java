package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import java.time.Duration;
import java.util.List;

/**
 * How a statement is run, as the caller's JDBC calls asked for it. None of it changes what runs.
 *
 * @param fetchSize rows per fetch, zero for the connector's choice
 * @param maxRows the most rows to answer, zero for no bound
 * @param maxFieldBytes the most bytes of one character or binary cell, zero for no bound
 * @param timeout how long the target may take, zero for no bound
 */
public record RunOptions(
        ExecuteKind kind,
        List<OutParameter> outs,
        KeyRequest keys,
        int fetchSize,
        long maxRows,
        int maxFieldBytes,
        Duration timeout,
        boolean escapeProcessing) {
    /** Whatever comes back, nothing special asked for. */
    public static final RunOptions PLAIN =
            new RunOptions(ExecuteKind.ANY, List.of(), KeyRequest.NONE, 0, 0, 0, Duration.ZERO, true);

    public RunOptions {
        outs = List.copyOf(outs);
    }

    /** The same with another bound on time. */
    public RunOptions within(Duration limit) {
        return new RunOptions(kind, outs, keys, fetchSize, maxRows, maxFieldBytes, limit, escapeProcessing);
    }
}
