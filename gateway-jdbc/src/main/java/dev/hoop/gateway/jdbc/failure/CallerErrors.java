package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Mistakes the driver finds on its own, before anything is sent. No message shows a value. */
public final class CallerErrors {
    private CallerErrors() {}

    public static SQLException connectionClosed() {
        return new SQLNonTransientConnectionException("the connection is closed", "08003");
    }

    /** Something was used after its end; named by its kind, such as "statement". */
    public static SQLException closed(String what) {
        return new SQLException("the " + what + " is closed", "55000");
    }

    public static SQLException noSuchColumn(int index, int columns) {
        return new SQLException("column index %d is outside 1 to %d".formatted(index, columns), "07009");
    }

    public static SQLException noSuchColumn(String label) {
        return new SQLException("the result has no column '" + label + "'", "42703");
    }

    public static SQLException noSuchParameter(int index) {
        return new SQLException("parameter index " + index + " is outside 1 to 65535", "07009");
    }

    public static SQLException parameterMissing(int index) {
        return new SQLException("parameter " + index + " has no value; set every parameter before executing", "07001");
    }

    public static SQLException notOnRow() {
        return new SQLException(
                "the result is not on a row; call next() first and only read while it is true", "24000");
    }

    public static SQLException notConvertible(String from, String to) {
        return new SQLDataException("a value of type " + from + " cannot be read as " + to, "22018");
    }

    public static SQLException outOfRange(String from, String to) {
        return new SQLDataException("a value of type " + from + " is out of range for " + to, "22003");
    }

    public static SQLException badArgument(String message) {
        return badArgument(message, null);
    }

    public static SQLException badArgument(String message, @Nullable Throwable cause) {
        return new SQLException(message, "HY024", cause);
    }

    /** Calls that do not fit together, such as executeQuery on a prepared statement with a text. */
    public static SQLException badSequence(String message) {
        return new SQLException(message, "HY010");
    }

    /** A query was wanted and none came; the state is what the standard has for no data. */
    public static SQLException noRows() {
        return new SQLException("the statement returned no rows; use executeUpdate or execute", "02000");
    }

    /** Only a count was wanted and rows came; the state is the one for a result too many. */
    public static SQLException unwantedRows() {
        return new SQLException("the statement returned rows; use executeQuery or execute", "0100E");
    }

    /** Too much for what the driver keeps in memory. */
    public static SQLException tooLarge(String message) {
        return new SQLException(message, "54000");
    }
}
