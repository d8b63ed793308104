package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Approvals in the state database. Every change of state is one conditional update, so that of two that race one loses and is told so;
 * every comparison of times is the database's.
 *
 * <pre>
 * request   PENDING ── quorum ──► APPROVED            approval   READY ── claim ──► EXECUTING ── effect known ──► CONSUMED
 *              ├── a refusal ──► REJECTED                          ▲                   ├── nothing was sent ──► READY
 *              ├── requester ──► WITHDRAWN                         └───────────────────┘
 *              └── time ──────► EXPIRED                                                └── lost, or not known ──► UNKNOWN
 * </pre>
 */
public final class SqlApprovals implements Approvals {
    private static final int MAX_LISTED = 200;
    private static final long POLL_MILLIS = 250;

    private final StateDatabase database;
    private final NodeLease node;
    private final Outbox outbox;
    private final SecureRandom random = new SecureRandom();
    private final Object hint = new Object();

    /** As {@link #SqlApprovals(StateDatabase, NodeLease, Outbox)}, where nobody is told. */
    public SqlApprovals(StateDatabase database, NodeLease node) {
        this(database, node, new Outbox(database, List.of()));
    }

    /**
     * Approvals of this process.
     *
     * @param node this process; what processes without a lease left executing is unknown from now on
     * @param outbox tells of requests that are asked and decided
     */
    public SqlApprovals(StateDatabase database, NodeLease node, Outbox outbox) {
        this.database = database;
        this.node = node;
        this.outbox = outbox;
        disown();
    }

    /** Says of every execution whose gateway has no lease any more that its effect is unknown. To be called every few seconds. */
    public void disown() {
        database.ask(connection -> update(connection, """
                update approval set state = 'UNKNOWN'
                 where state = 'EXECUTING'
                   and not exists (select 1 from gateway_node n
                                    where n.incarnation = approval.node and n.lease_until > current_timestamp)
                """));
    }

    @Override
    public ApprovalRequest ask(Claim claim, Held held, Binding binding, Display display) {
        String id = database.transact(connection -> {
            expire(connection);
            Optional<String> asked = pending(connection, claim, held, binding);
            return asked.isPresent() ? asked.get() : insert(connection, claim, held, binding, display);
        });
        return find(id).orElseThrow();
    }

    @Override
    public Optional<ApprovalRequest> find(String requestId) {
        return database.ask(connection -> {
            expire(connection);
            Optional<RequestRow> row = row(connection, requestId);
            return row.isEmpty() ? Optional.empty() : Optional.of(shown(connection, row.get()));
        });
    }

    @Override
    public ApprovalRequest await(String requestId, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            ApprovalRequest request = find(requestId).orElseThrow(() -> unknown(requestId));
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (request.state() != ApprovalRequest.State.PENDING || left <= 0) {
                return request;
            }
            synchronized (hint) {
                hint.wait(Math.min(left, POLL_MILLIS));
            }
        }
    }

    @Override
    public List<ApprovalRequest> list(Subject viewer) {
        return database.ask(connection -> {
            expire(connection);
            List<ApprovalRequest> seen = new ArrayList<>();
            try (PreparedStatement query =
                            connection.prepareStatement(RequestRow.COLUMNS + " order by r.asked_at desc, r.id");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next() && seen.size() < MAX_LISTED) {
                    RequestRow row = RequestRow.read(rows);
                    if (row.requester().equals(viewer.name().value())
                            || !Quorum.memberships(row.needs(), viewer).isEmpty()) {
                        seen.add(shown(connection, row));
                    }
                }
            }
            return seen;
        });
    }

    @Override
    public ApprovalRequest vote(Subject voter, String requestId, Ballot ballot) {
        database.transact(connection -> {
            expire(connection);
            RequestRow row = locked(connection, requestId);
            List<String> memberships = eligible(row, voter);
            requirePending(row);
            cast(connection, row, voter, ballot, memberships);
            database.hint(connection, StateHint.APPROVAL);
            return ballot.approve() ? release(connection, row) : reject(connection, row, voter, ballot.reason());
        });
        wake();
        return find(requestId).orElseThrow();
    }

    @Override
    public ApprovalRequest withdraw(Subject requester, String requestId, String reason) {
        database.transact(connection -> {
            expire(connection);
            RequestRow row = locked(connection, requestId);
            if (!row.requester().equals(requester.name().value())) {
                throw unknown(requestId);
            }
            database.hint(connection, StateHint.APPROVAL);
            return decide(connection, row.id(), "WITHDRAWN", requester.name().value(), reason);
        });
        wake();
        return find(requestId).orElseThrow();
    }

    @Override
    public ApprovalEvidence evidence(Subject requester, String requestId, Binding binding) {
        return database.ask(connection -> {
            expire(connection);
            RequestRow row = row(connection, requestId)
                    .filter(found -> found.requester().equals(requester.name().value()))
                    .orElseThrow(() -> unknown(requestId));
            requireBinding(row, binding);
            requireRunnable(row);
            List<Quorum.Vote> votes = approving(connection, requestId);
            requireQuorum(row, votes);
            return new ApprovalEvidence(
                    requestId,
                    row.rule(),
                    row.binding(),
                    votes.stream().map(vote -> new SubjectName(vote.voter())).toList(),
                    approvedAt(connection, requestId),
                    votes.stream()
                            .flatMapToLong(vote -> vote.maxRows().stream())
                            .min());
        });
    }

    @Override
    public Execution claim(String requestId, Binding binding) {
        return database.transact(connection -> {
            int claimed = update(connection, """
                    update approval set state = 'EXECUTING', attempt = attempt + 1, fence = fence + 1, node = ?
                     where request_id = ? and state = 'READY' and binding = ? and expires_at > current_timestamp
                       and exists (select 1 from gateway_node n
                                    where n.incarnation = ? and n.lease_until > current_timestamp)
                    """, node.incarnation(), requestId, binding.digest(), node.incarnation());
            if (claimed != 1) {
                throw new GatewayException(
                        ErrorCode.APPROVAL_MISMATCH,
                        "request %s has no execution left to claim; send the statement again to ask anew"
                                .formatted(requestId));
            }
            try (PreparedStatement query =
                    connection.prepareStatement("select attempt, fence from approval where request_id = ?")) {
                query.setString(1, requestId);
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    return new Execution(requestId, rows.getInt(1), rows.getLong(2));
                }
            }
        });
    }

    @Override
    public void finish(Execution execution, Effect effect) {
        String state = switch (effect) {
            case NOT_SENT -> "READY";
            case APPLIED, ROLLED_BACK -> "CONSUMED";
            case SENT_UNKNOWN -> "UNKNOWN";
        };
        // Who lost its lease may still say how it ended, but never that it may run again.
        String known = state.equals("CONSUMED") ? "('EXECUTING', 'UNKNOWN')" : "('EXECUTING')";
        database.ask(connection -> update(
                connection,
                "update approval set state = ? where request_id = ? and fence = ? and node = ? and state in " + known,
                state,
                execution.requestId(),
                execution.fence(),
                node.incarnation()));
    }

    @Override
    public void close() {
        wake(); // the database belongs to the assembly
    }

    private static Optional<String> pending(Connection connection, Claim claim, Held held, Binding binding)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select id from approval_request
                 where binding = ? and state = 'PENDING' and requester = ? and session_id = ? and rule = ?
                """)) {
            query.setString(1, binding.digest());
            query.setString(2, claim.subject().name().value());
            query.setString(3, claim.statement().session().value());
            query.setString(4, held.rule());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private String insert(Connection connection, Claim claim, Held held, Binding binding, Display display)
            throws SQLException {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        update(
                connection,
                """
                insert into approval_request (id, state, requester, session_id, target, task, rule, why, statement, parameters,
                       touches, needs, binding, within_millis, asked_at, expires_at, decided_by, decision, people)
                values (?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp,
                        current_timestamp + cast(? as bigint) * interval '0.001' second, '', '', ?)
                """,
                id,
                claim.subject().name().value(),
                claim.statement().session().value(),
                claim.statement().target().value(),
                claim.task().map(TaskId::value).orElse(""),
                held.rule(),
                held.why(),
                claim.statement().text(),
                ApprovalJson.write(display.parameters()),
                ApprovalJson.write(display.touches()),
                ApprovalJson.write(held.needs()),
                binding.digest(),
                held.within().toMillis(),
                held.within().toMillis(),
                ApprovalJson.write(claim.subject().people()));
        outbox.put(
                connection,
                "approval-asked",
                ApprovalNews.of(row(connection, id).orElseThrow()));
        return id;
    }

    private static List<String> eligible(RequestRow row, Subject voter) {
        List<String> memberships = Quorum.memberships(row.needs(), voter);
        boolean isRequester = voter.isSamePersonAs(row.people());
        if (memberships.isEmpty() && !isRequester) {
            throw unknown(row.id()); // to who may neither see nor answer it, it does not exist
        }
        if (isRequester) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "nobody answers a request of their own; ask one of "
                            + String.join(", ", row.shown(List.of()).approvers()));
        }
        return memberships;
    }

    private static void cast(
            Connection connection, RequestRow row, Subject voter, Ballot ballot, List<String> memberships)
            throws SQLException {
        if (votes(connection, row.id()).stream().anyMatch(vote -> voter.isSamePersonAs(vote.people()))) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "you have already answered this request; another person must answer next");
        }
        update(
                connection,
                "delete from approval_vote where request_id = ? and voter = ?", // cast with a token since revoked
                row.id(),
                voter.name().value());
        update(
                connection,
                "insert into approval_vote (request_id, voter, approve, reason, memberships, people, token_id, max_rows, voted_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)",
                row.id(),
                voter.name().value(),
                ballot.approve(),
                shortened(ballot.reason()),
                ApprovalJson.write(memberships),
                ApprovalJson.write(voter.people()),
                ballot.tokenId(),
                ballot.maxRows().isPresent() ? ballot.maxRows().getAsLong() : null);
    }

    private int release(Connection connection, RequestRow row) throws SQLException {
        List<Quorum.Vote> votes = approving(connection, row.id());
        if (!Quorum.met(row.needs(), votes)) {
            return 0;
        }
        String approvers =
                String.join(", ", votes.stream().map(Quorum.Vote::voter).toList());
        decide(connection, row.id(), "APPROVED", approvers, "");
        return update(connection, """
                insert into approval (request_id, state, binding, attempt, fence, node, approved_at, expires_at)
                select id, 'READY', binding, 0, 0, '', current_timestamp,
                       current_timestamp + within_millis * interval '0.001' second
                  from approval_request where id = ?
                """, row.id());
    }

    private int reject(Connection connection, RequestRow row, Subject voter, String reason) throws SQLException {
        return decide(connection, row.id(), "REJECTED", voter.name().value(), reason);
    }

    /** Terminal states absorb: only a pending request can be decided. */
    private int decide(Connection connection, String id, String state, String by, String reason) throws SQLException {
        int decided = update(
                connection,
                "update approval_request set state = ?, decided_by = ?, decision = ?, decided_at = current_timestamp"
                        + " where id = ? and state = 'PENDING'",
                state,
                by.length() > 512 ? by.substring(0, 512) : by,
                shortened(reason),
                id);
        if (decided == 1) {
            outbox.put(
                    connection,
                    "approval-decided",
                    ApprovalNews.of(row(connection, id).orElseThrow()));
        }
        return decided;
    }

    /** Nobody has answered in time. Where somebody is told, the news leaves with the change. */
    private void expire(Connection connection) throws SQLException {
        if (!outbox.isOpen()) {
            expireSilently(connection);
            return;
        }
        boolean own = connection.getAutoCommit();
        for (String id : overdue(connection)) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                decide(connection, id, "EXPIRED", "", "");
                done = true;
            } finally {
                if (own) {
                    if (done) {
                        connection.commit();
                    } else {
                        connection.rollback();
                    }
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    private static List<String> overdue(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select id from approval_request where state = 'PENDING' and expires_at <= current_timestamp");
                ResultSet rows = query.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private static void expireSilently(Connection connection) throws SQLException {
        update(
                connection,
                "update approval_request set state = 'EXPIRED', decided_at = current_timestamp"
                        + " where state = 'PENDING' and expires_at <= current_timestamp");
    }

    private static RequestRow locked(Connection connection, String id) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select id from approval_request where id = ? for update")) {
            lock.setString(1, id);
            try (ResultSet rows = lock.executeQuery()) {
                if (!rows.next()) {
                    throw unknown(id);
                }
            }
        }
        return row(connection, id).orElseThrow(() -> unknown(id));
    }

    private static Optional<RequestRow> row(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RequestRow.COLUMNS + " where r.id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(RequestRow.read(rows)) : Optional.empty();
            }
        }
    }

    private static ApprovalRequest shown(Connection connection, RequestRow row) throws SQLException {
        return row.shown(
                approving(connection, row.id()).stream().map(Quorum.Vote::voter).toList());
    }

    private static List<Quorum.Vote> approving(Connection connection, String id) throws SQLException {
        return votes(connection, id).stream().filter(Quorum.Vote::approve).toList();
    }

    /** The votes that count: those whose voter's token has been revoked since are as if they had not been cast. */
    private static List<Quorum.Vote> votes(Connection connection, String id) throws SQLException {
        List<Quorum.Vote> votes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select voter, memberships, people, approve, max_rows from approval_vote v
                 where request_id = ? and not exists (select 1 from revoked_token t where t.token_id = v.token_id)
                 order by voted_at, voter
                """)) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    votes.add(vote(rows));
                }
            }
        }
        return votes;
    }

    private static Quorum.Vote vote(ResultSet row) throws SQLException {
        long rows = row.getLong(5);
        OptionalLong maxRows = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
        return new Quorum.Vote(
                row.getString(1),
                Set.copyOf(ApprovalJson.texts(row.getString(2))),
                Set.copyOf(ApprovalJson.texts(row.getString(3))),
                row.getBoolean(4),
                maxRows);
    }

    private static Instant approvedAt(Connection connection, String id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select approved_at from approval where request_id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    private static void requirePending(RequestRow row) {
        if (row.state() != ApprovalRequest.State.PENDING) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s is %s already"
                            .formatted(row.id(), row.state().name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    /** Looked at again when it is to run: whoever has lost their token since has not approved. */
    private static void requireQuorum(RequestRow row, List<Quorum.Vote> votes) {
        if (!Quorum.met(row.needs(), votes)) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s was approved by somebody whose token has been revoked since; send the statement again to ask anew"
                            .formatted(row.id()));
        }
    }

    private static void requireBinding(RequestRow row, Binding binding) {
        if (!row.binding().equals(binding.digest())) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s approves another statement, other parameters, another context or an older policy; send the statement again to ask anew"
                            .formatted(row.id()));
        }
    }

    private static void requireRunnable(RequestRow row) {
        ErrorCode code = switch (row.state()) {
            case PENDING -> ErrorCode.APPROVAL_PENDING;
            case REJECTED -> ErrorCode.APPROVAL_REFUSED;
            case EXPIRED, WITHDRAWN -> ErrorCode.APPROVAL_EXPIRED;
            case INVALIDATED, CONSUMED -> ErrorCode.APPROVAL_MISMATCH;
            case APPROVED -> row.approvalState().equals("READY") ? ErrorCode.INTERNAL : ErrorCode.APPROVAL_MISMATCH;
        };
        if (code != ErrorCode.INTERNAL) {
            String stands = row.state() == ApprovalRequest.State.APPROVED
                    ? row.approvalState().toLowerCase(java.util.Locale.ROOT)
                    : row.state().name().toLowerCase(java.util.Locale.ROOT);
            throw new GatewayException(code, "request %s is %s, so nothing runs under it".formatted(row.id(), stands));
        }
    }

    private static GatewayException unknown(String requestId) {
        return new GatewayException(
                ErrorCode.APPROVAL_UNKNOWN,
                "there is no request '" + requestId
                        + "' that you have asked or may answer; list them to see which are");
    }

    /** Makes all who wait look at once. */
    public void wake() {
        synchronized (hint) {
            hint.notifyAll();
        }
    }

    private static String shortened(String text) {
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
