package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What kind of results a statement makes, as constants of {@link ResultSet}; results are always read-only. */
public record Shape(int type, int holdability) {
    /** Whether rows are kept in memory so that the application may move in them. */
    boolean isScrollable() {
        return type != ResultSet.TYPE_FORWARD_ONLY;
    }

    /**
     * The shape that comes nearest to what is asked for.
     *
     * @throws SQLException if a value is no constant of its kind
     */
    public static Shape of(int type, int concurrency, int holdability) throws SQLException {
        boolean knownType = type == ResultSet.TYPE_FORWARD_ONLY
                || type == ResultSet.TYPE_SCROLL_INSENSITIVE
                || type == ResultSet.TYPE_SCROLL_SENSITIVE;
        if (!knownType) {
            throw CallerErrors.badArgument("result set type " + type + " is not one of ResultSet.TYPE_…");
        }
        if (concurrency != ResultSet.CONCUR_READ_ONLY && concurrency != ResultSet.CONCUR_UPDATABLE) {
            throw CallerErrors.badArgument("concurrency " + concurrency + " is not one of ResultSet.CONCUR_…");
        }
        boolean knownHoldability =
                holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT || holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT;
        if (!knownHoldability) {
            throw CallerErrors.badArgument("holdability " + holdability + " is not one of ResultSet.…_COMMIT");
        }
        int offered = type == ResultSet.TYPE_FORWARD_ONLY ? type : ResultSet.TYPE_SCROLL_INSENSITIVE;
        return new Shape(offered, holdability);
    }
}
