package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import java.util.List;
import java.util.Optional;

/** An answer of one set of rows. */
final class RowsAnswer implements Answer {
    private final Rows rows;
    private boolean taken;

    RowsAnswer(Rows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Result> next() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        return Optional.of(new Result.RowSet(RowsKind.RESULT, rows));
    }

    @Override
    public List<Notice> warnings() {
        return List.of();
    }

    @Override
    public void close() {
        rows.close();
    }
}
