package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.approvals.Approvals.Binding;
import dev.hoop.gateway.server.ports.approvals.Approvals.Execution;
import dev.hoop.gateway.server.stores.NodeLease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What may run under an approval. Each change is one conditional update.
 *
 * <pre>
 * one-shot    READY ── claim ──► EXECUTING ── effect known ──► CONSUMED
 *               ▲                   ├── nothing was sent ──► READY
 *               └───────────────────┘
 *                                   └── lost, or not known ──► UNKNOWN ── a person ──► CONSUMED or LAPSED
 * time-boxed  OPEN, each claim counted; not claimed any more once its time is over
 * both        READY, OPEN ── a person ──► REVOKED
 * </pre>
 */
final class Executions {
    private Executions() {}

    /** @param box how long it covers statements like the approved one; zero for the approved one alone, once */
    static int open(Connection connection, String id, Duration box) throws SQLException {
        return Sql.update(
                connection,
                """
                insert into approval (request_id, state, binding, kin, attempt, fence, node, approved_at, expires_at, uses)
                select id, ?, binding, kin, 0, 0, '', current_timestamp,
                       current_timestamp + cast(? as bigint) * interval '0.001' second, 0
                  from approval_request where id = ?
                """,
                box.isZero() ? "READY" : "OPEN",
                box.isZero() ? within(connection, id) : box.toMillis(),
                id);
    }

    private static long within(Connection connection, String id) throws SQLException {
        return Sql.list(
                        connection,
                        "select within_millis from approval_request where id = ?",
                        row -> row.getLong(1),
                        id)
                .get(0);
    }

    static Execution claim(Connection connection, String id, Binding binding, NodeLease node) throws SQLException {
        int claimed = Sql.update(connection, """
                update approval set state = 'EXECUTING', attempt = attempt + 1, fence = fence + 1, node = ?, uses = uses + 1
                 where request_id = ? and state = 'READY' and binding = ? and expires_at > current_timestamp
                   and exists (select 1 from gateway_node n
                                where n.incarnation = ? and n.lease_until > current_timestamp)
                """, node.incarnation(), id, binding.digest(), node.incarnation());
        if (claimed != 1) {
            claimed = Sql.update(connection, """
                    update approval set uses = uses + 1, attempt = attempt + 1, fence = fence + 1
                     where request_id = ? and state = 'OPEN' and (kin = ? or binding = ?) and expires_at > current_timestamp
                       and exists (select 1 from gateway_node n
                                    where n.incarnation = ? and n.lease_until > current_timestamp)
                    """, id, binding.kin(), binding.digest(), node.incarnation());
        }
        if (claimed != 1) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s has no execution left to claim; send the statement again to ask anew".formatted(id));
        }
        return Sql.list(
                        connection,
                        "select attempt, fence from approval where request_id = ?",
                        row -> new Execution(id, row.getInt(1), row.getLong(2)),
                        id)
                .get(0);
    }

    static int finish(Connection connection, Execution execution, Effect effect, NodeLease node) throws SQLException {
        String state = switch (effect) {
            case NOT_SENT -> "READY";
            case APPLIED, ROLLED_BACK -> "CONSUMED";
            case SENT_UNKNOWN -> "UNKNOWN";
        };
        // Who lost its lease may still say how it ended, but never that it may run again.
        String known = state.equals("CONSUMED") ? "('EXECUTING', 'UNKNOWN')" : "('EXECUTING')";
        return Sql.update(
                connection,
                "update approval set state = ? where request_id = ? and fence = ? and node = ? and state in " + known,
                state,
                execution.requestId(),
                execution.fence(),
                node.incarnation());
    }

    static int disown(Connection connection) throws SQLException {
        return Sql.update(connection, """
                update approval set state = 'UNKNOWN'
                 where state = 'EXECUTING'
                   and not exists (select 1 from gateway_node n
                                    where n.incarnation = approval.node and n.lease_until > current_timestamp)
                """);
    }

    /** The open approvals of this requester and rule that cover statements like this one, the newest first. */
    static List<String> covering(Connection connection, String requester, String rule, String kin) throws SQLException {
        return Sql.list(connection, """
                select r.id from approval a join approval_request r on r.id = a.request_id
                 where a.state = 'OPEN' and a.kin = ? and a.expires_at > current_timestamp and r.requester = ? and r.rule = ?
                   and r.state = 'APPROVED'
                 order by a.approved_at desc
                """, row -> row.getString(1), kin, requester, rule);
    }

    /** Moves an approval on that is in one of these states, and notes who did it. */
    static void act(Connection connection, String id, Move move, String by, String reason) throws SQLException {
        int moved = Sql.update(
                connection,
                "update approval set state = ?, fence = fence + 1 where request_id = ? and state in " + move.from(),
                move.to(),
                id);
        if (moved != 1) {
            throw new GatewayException(ErrorCode.APPROVAL_MISMATCH, "request %s %s".formatted(id, move.otherwise()));
        }
        Sql.update(
                connection,
                "insert into approval_act (request_id, act, acted_by, reason, acted_at) values (?, ?, ?, ?, current_timestamp)",
                id,
                move.name(),
                by,
                Sql.shortened(reason));
    }

    /** What people may make of an approval. */
    enum Move {
        REVOKED("('READY', 'OPEN')", "REVOKED", "has nothing left that could be revoked"),
        RAN("('UNKNOWN')", "CONSUMED", "has no execution whose end is unknown"),
        DID_NOT_RUN("('UNKNOWN')", "LAPSED", "has no execution whose end is unknown");

        private final String from;
        private final String to;
        private final String otherwise;

        Move(String from, String to, String otherwise) {
            this.from = from;
            this.to = to;
            this.otherwise = otherwise;
        }

        String from() {
            return from;
        }

        String to() {
            return to;
        }

        String otherwise() {
            return otherwise;
        }
    }

    static Instant approvedAt(Connection connection, String id) throws SQLException {
        return Sql.list(
                        connection,
                        "select approved_at from approval where request_id = ?",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        id)
                .get(0);
    }
}
