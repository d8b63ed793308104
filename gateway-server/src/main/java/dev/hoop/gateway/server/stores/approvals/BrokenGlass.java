package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Subject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Requesters who did not wait, and what people say of it afterwards. Whoever has a break that nobody has reviewed for a day breaks no more. */
final class BrokenGlass {
    static final String UNREVIEWED = "UNREVIEWED";

    private BrokenGlass() {}

    static void broken(Connection connection, RequestRow row, Subject by, String reason) throws SQLException {
        int overdue = Sql.list(
                        connection, """
                        select count(*) from broken_glass
                         where broken_by = ? and verdict = ? and broken_at < current_timestamp - interval '1' day
                        """, count -> count.getInt(1), by.name().value(), UNREVIEWED)
                .get(0);
        if (overdue > 0) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "you have broken the glass before, and nobody has reviewed it for a day; ask an approver to do so first");
        }
        Sql.update(
                connection,
                "insert into broken_glass (request_id, broken_by, reason, broken_at, reviewed_by, verdict, note)"
                        + " values (?, ?, ?, current_timestamp, '', ?, '')",
                row.id(),
                by.name().value(),
                Sql.shortened(reason),
                UNREVIEWED);
    }

    static void review(Connection connection, String id, String by, GlassVerdict verdict, String note)
            throws SQLException {
        int reviewed = Sql.update(
                connection,
                "update broken_glass set verdict = ?, reviewed_by = ?, note = ?, reviewed_at = current_timestamp"
                        + " where request_id = ? and verdict = ?",
                verdict.name(),
                by,
                Sql.shortened(note),
                id,
                UNREVIEWED);
        if (reviewed != 1) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH, "request %s has no broken glass left to review".formatted(id));
        }
    }

    static Optional<ApprovalDossier.Glass> of(Connection connection, String id) throws SQLException {
        return Sql.list(
                        connection,
                        "select broken_by, reason, broken_at, reviewed_by, verdict, note from broken_glass where request_id = ?",
                        BrokenGlass::read,
                        id)
                .stream()
                .findFirst();
    }

    private static ApprovalDossier.Glass read(ResultSet row) throws SQLException {
        return new ApprovalDossier.Glass(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
