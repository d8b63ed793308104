package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.jdbc.exchange.Answer;
import dev.hoop.gateway.jdbc.exchange.Part;
import dev.hoop.gateway.jdbc.exchange.RowStream;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.Failures;
import dev.hoop.gateway.jdbc.result.RowsResultSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an execution has brought so far: the present result, the keys, the warnings. One per execution; not thread-safe. */
final class Outcome {
    private static final long NO_COUNT = -1;

    private final Answer answer;
    private final Statement statement;
    private final Origin origin;
    private final Shape shape;
    private final RowsResultSet.Owner owner;
    private final List<RowsResultSet> kept = new ArrayList<>();
    private @Nullable RowsResultSet result;
    private @Nullable RowsResultSet keys;
    private final List<RowsResultSet> cursors = new ArrayList<>();
    private List<Long> batchCounts = List.of();
    private long count = NO_COUNT;

    Outcome(Answer answer, Statement statement, Origin origin, Shape shape, RowsResultSet.Owner owner) {
        this.answer = answer;
        this.statement = statement;
        this.origin = origin;
        this.shape = shape;
        this.owner = owner;
    }

    /** Goes to the next result, beside which the present one stays open; true when it is rows. */
    boolean advanceAndKeep() throws SQLException {
        RowsResultSet present = result;
        if (present != null && !present.isClosed()) {
            answer.keepCurrent(origin.maxBuffered());
            kept.add(present);
            result = null;
        }
        return advance();
    }

    /** Closes what was kept open beside the present result. */
    void closeKept() throws SQLException {
        for (RowsResultSet before : kept) {
            before.close();
        }
        kept.clear();
    }

    /** Goes to the next result; true when it is rows. */
    boolean advance() throws SQLException {
        if (result != null && !result.isClosed()) {
            answer.pass();
        }
        closeResult();
        count = NO_COUNT;
        Part part = answer.next();
        if (part instanceof Part.Rows rows) {
            result = result(rows.rows());
        } else if (part instanceof Part.Count one) {
            count = one.count();
        } else if (part instanceof Part.BatchCounts counts) {
            batchCounts = counts.counts();
        }
        return result != null;
    }

    private RowsResultSet result(RowStream rows) throws SQLException {
        return shape.isScrollable()
                ? RowsResultSet.scrollable(rows, origin.maxBuffered(), origin.cells(), statement, owner)
                : RowsResultSet.streamed(rows, origin.cells(), statement, owner);
    }

    @Nullable
    RowsResultSet result() {
        return result;
    }

    /** Whether rows are one of the results that were given out and may still be read: the present one or one kept beside it. */
    boolean gave(RowsResultSet rows) {
        return rows == result || kept.contains(rows);
    }

    /** Whether rows of this execution can still be read, or come behind those that were closed. */
    boolean hasRowsLeft() throws SQLException {
        return isOpen(result) || kept.stream().anyMatch(Outcome::isOpen) || answer.hasMoreRows();
    }

    private static boolean isOpen(@Nullable RowsResultSet rows) {
        return rows != null && rows.isOpen();
    }

    /** The present update count, or -1. */
    long count() {
        return count;
    }

    List<Long> batchCounts() {
        return batchCounts;
    }

    ResultSet keys() throws SQLException {
        RowsResultSet made = keys;
        if (made == null) {
            Optional<RowStream> rows = answer.keys();
            made = rows.isPresent()
                    ? RowsResultSet.scrollable(
                            rows.get(), origin.maxBuffered(), origin.cells(), statement, closed -> {})
                    : RowsResultSet.inMemory(List.of(), List.of(), origin.cells(), statement);
            keys = made;
        }
        return made;
    }

    /** The one row of OUT parameters, as a result that stands before it. */
    Optional<RowsResultSet> outs() throws SQLException {
        Optional<RowStream> rows = answer.outs();
        return rows.isPresent()
                ? Optional.of(RowsResultSet.scrollable(
                        rows.get(), origin.maxBuffered(), origin.cells(), statement, closed -> {}))
                : Optional.empty();
    }

    /** The rows of one of the OUT parameters that are cursors; they count from zero, and stay open when this execution is closed. */
    RowsResultSet cursor(int number) throws SQLException {
        while (cursors.size() <= number) {
            List<RowStream> rows = answer.cursors();
            if (cursors.size() == rows.size()) {
                throw CallerErrors.badSequence("the call gave no rows for that cursor");
            }
            cursors.add(new CursorStatement(origin, shape, rows.get(cursors.size())).rows());
        }
        return cursors.get(number);
    }

    @Nullable
    SQLWarning takeWarnings() throws SQLException {
        List<Notice> notices = new ArrayList<>(answer.takeWarnings());
        return Failures.warnings(notices);
    }

    private void closeResult() throws SQLException {
        RowsResultSet before = result;
        result = null;
        if (before != null) {
            before.close();
        }
    }

    /** Nothing more of this execution is wanted. */
    void close() throws SQLException {
        try {
            closeKept();
            closeResult();
            if (keys != null) {
                keys.close();
            }
        } finally {
            answer.close();
        }
    }
}
