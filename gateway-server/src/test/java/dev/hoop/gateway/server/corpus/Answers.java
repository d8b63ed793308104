package dev.hoop.gateway.server.corpus;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that came back for one statement: rows, labels, warnings and errors. */
record Answers(
        List<String> labels,
        List<List<@Nullable String>> rows,
        List<String> texts,
        @Nullable SQLException error) {
    private static final int MOST_ROWS = 500;
    private static final int TIMEOUT_SECONDS = 20;

    /** Runs the statement and takes it back. */
    static Answers of(Connection connection, String sql) throws SQLException {
        List<String> labels = new ArrayList<>();
        List<List<@Nullable String>> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        SQLException error = null;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            boolean more = statement.execute(sql);
            while (more || statement.getUpdateCount() >= 0) {
                if (more) {
                    read(statement.getResultSet(), labels, rows, texts);
                }
                more = statement.getMoreResults();
            }
            warnings(statement.getWarnings(), texts);
        } catch (SQLException e) {
            error = e;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                texts.add(String.valueOf(cause.getMessage()));
            }
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
        return new Answers(labels, rows, texts, error);
    }

    private static void read(
            ResultSet result, List<String> labels, List<List<@Nullable String>> rows, List<String> texts)
            throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        while (result.next() && rows.size() < MOST_ROWS) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        warnings(result.getWarnings(), texts);
    }

    private static void warnings(@Nullable SQLWarning first, List<String> texts) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            texts.add(String.valueOf(warning.getMessage()));
        }
    }

    /** Everything as one text, in which a secret may be looked for. */
    String everything() {
        return labels + "\n" + rows + "\n" + texts;
    }

    /** The same with its rows in an order of their own. */
    Answers sorted() {
        List<List<@Nullable String>> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing(String::valueOf));
        return new Answers(labels, ordered, texts, error);
    }

    /** The code of the error; 0 if there is none. */
    int errorCode() {
        return error == null ? 0 : error.getErrorCode();
    }

    /** The SQLState of the error; empty if there is none. */
    String state() {
        return error == null ? "" : String.valueOf(error.getSQLState());
    }

    boolean failed() {
        return error != null;
    }

    /** The cells of one column. */
    List<@Nullable String> column(int index) {
        List<@Nullable String> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(index < row.size() ? row.get(index) : null));
        return cells;
    }
}
