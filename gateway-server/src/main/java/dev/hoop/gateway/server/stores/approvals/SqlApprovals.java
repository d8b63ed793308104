package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Approvals in the state database. Every change of state is one conditional update, so that of two that race one loses and is told so;
 * every comparison of times is the database's.
 *
 * <pre>
 * request   PENDING ── quorum, or its requester breaks the glass ──► APPROVED, and an approval to run it
 *              ├── a refusal ──► REJECTED
 *              ├── requester ──► WITHDRAWN
 *              └── time ──────► EXPIRED
 * </pre>
 */
public final class SqlApprovals implements Approvals {
    private static final long POLL_MILLIS = 250;

    private final StateDatabase database;
    private final NodeLease node;
    private final Requests requests;
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
        this.requests = new Requests(outbox);
        disown();
    }

    /** Says of every execution whose gateway has no lease any more that its effect is unknown. To be called every few seconds. */
    public void disown() {
        database.ask(Executions::disown);
    }

    @Override
    public ApprovalRequest ask(Claim claim, Held held, Binding binding, Display display) {
        String id = database.transact(connection -> {
            requests.expire(connection);
            Optional<String> asked = requests.pending(connection, claim, held, binding);
            return asked.isPresent() ? asked.get() : requests.insert(connection, claim, held, binding, display);
        });
        return found(id);
    }

    @Override
    public Optional<ApprovalRequest> find(String requestId) {
        return database.ask(connection -> {
            requests.expire(connection);
            Optional<RequestRow> row = Requests.row(connection, requestId);
            return row.isEmpty() ? Optional.empty() : Optional.of(Requests.shown(connection, row.get()));
        });
    }

    private ApprovalRequest found(String requestId) {
        return find(requestId).orElseThrow(() -> Sql.unknown(requestId));
    }

    @Override
    public ApprovalRequest await(String requestId, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            ApprovalRequest request = found(requestId);
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
    public Listed<ApprovalRequest> list(Subject viewer, Optional<ApprovalRequest.State> state, Stretch stretch) {
        return database.ask(connection -> {
            requests.expire(connection);
            return Requests.seenBy(connection, viewer, state, stretch);
        });
    }

    @Override
    public Board board(int most) {
        return database.ask(connection -> {
            requests.expire(connection);
            return PostedRow.board(connection, most);
        });
    }

    @Override
    public Optional<ApprovalDossier> dossier(Subject viewer, String requestId) {
        return database.ask(connection -> {
            requests.expire(connection);
            Optional<RequestRow> row =
                    Requests.row(connection, requestId).filter(found -> Requests.isSeenBy(found, viewer));
            return row.isEmpty() ? Optional.empty() : Optional.of(Requests.dossier(connection, row.get(), viewer));
        });
    }

    @Override
    public ApprovalRequest vote(Subject voter, String requestId, Ballot ballot) {
        return changed(requestId, (connection, row) -> {
            List<String> memberships = Votes.eligible(connection, row, voter);
            requirePending(row);
            requireBoxAllowed(row, ballot);
            Votes.cast(connection, row, voter, ballot, memberships);
            if (ballot.approve()) {
                release(connection, row);
            } else {
                requests.decide(connection, row.id(), "REJECTED", voter.name().value(), ballot.reason());
            }
        });
    }

    @Override
    public ApprovalRequest withdraw(Subject requester, String requestId, String reason) {
        return changed(requestId, (connection, row) -> {
            requireRequester(row, requester);
            String by = requester.name().value();
            if (requests.decide(connection, row.id(), "WITHDRAWN", by, reason) == 0 && row.isToRun()) {
                Executions.act(connection, row.id(), Executions.Move.REVOKED, by, reason);
            }
        });
    }

    @Override
    public ApprovalRequest breakGlass(Subject requester, String requestId, String reason) {
        return changed(requestId, (connection, row) -> {
            requireRequester(row, requester);
            requirePending(row);
            if (!row.mayBreak()) {
                throw new GatewayException(
                        ErrorCode.APPROVAL_NOT_ALLOWED,
                        "rule '%s' lets nobody like you go on without people; ask one of %s"
                                .formatted(
                                        row.rule(),
                                        String.join(", ", row.shown(List.of()).approvers())));
            }
            BrokenGlass.broken(connection, row, requester, reason);
            requests.decide(connection, row.id(), "APPROVED", requester.name().value(), "");
            requests.tell(connection, "glass-broken", row.id());
            Executions.open(connection, row.id(), row.justifiedFor());
        });
    }

    @Override
    public ApprovalRequest reviewGlass(Subject reviewer, String requestId, GlassVerdict verdict, String note) {
        return changed(requestId, (connection, row) -> {
            Votes.requireConcerned(row, reviewer);
            BrokenGlass.review(connection, row.id(), reviewer.name().value(), verdict, note);
            requests.tell(connection, "glass-reviewed", row.id());
        });
    }

    @Override
    public ApprovalRequest revoke(Subject by, String requestId, String reason) {
        return changed(requestId, (connection, row) -> {
            boolean isOwn = by.isSamePersonAs(row.people()) && by.scope().opens(new TargetName(row.target()));
            if (!isOwn) {
                Votes.requireConcerned(row, by);
            }
            Executions.act(
                    connection, row.id(), Executions.Move.REVOKED, by.name().value(), reason);
            requests.tell(connection, "approval-revoked", row.id());
        });
    }

    @Override
    public ApprovalRequest settle(Subject by, String requestId, ExecutionFinding finding, String reason) {
        Executions.Move move = switch (finding) {
            case RAN -> Executions.Move.RAN;
            case DID_NOT_RUN -> Executions.Move.DID_NOT_RUN;
        };
        return changed(requestId, (connection, row) -> {
            Votes.requireConcerned(row, by);
            Executions.act(connection, row.id(), move, by.name().value(), reason);
            requests.tell(connection, "approval-settled", row.id());
        });
    }

    /** A change to one request, which is locked for it and told of afterwards. */
    private ApprovalRequest changed(String requestId, Change change) {
        database.transact(connection -> {
            requests.expire(connection);
            change.on(connection, Requests.locked(connection, requestId));
            database.hint(connection, StateHint.APPROVAL);
            return requestId;
        });
        wake();
        return found(requestId);
    }

    /** What is done to a locked request. */
    @FunctionalInterface
    private interface Change {
        void on(Connection connection, RequestRow row) throws SQLException;
    }

    private void release(Connection connection, RequestRow row) throws SQLException {
        List<Quorum.Vote> votes = Votes.approving(connection, row.id());
        if (Quorum.met(row.needs(), votes, Sql.now(connection))) {
            String approvers =
                    String.join(", ", votes.stream().map(Quorum.Vote::voter).toList());
            requests.decide(connection, row.id(), "APPROVED", approvers, "");
            Executions.open(connection, row.id(), Quorum.box(votes, row.timeBox()));
        }
    }

    @Override
    public Optional<String> covering(Subject requester, String rule, Binding binding) {
        return binding.kin().isEmpty()
                ? Optional.empty()
                : database.ask(connection -> covering(
                        connection,
                        Executions.covering(connection, requester.name().value(), rule, binding.kin())));
    }

    /** The first of them that those who approved it still stand behind. */
    private static Optional<String> covering(Connection connection, List<String> open) throws SQLException {
        for (String id : open) {
            RequestRow row = Requests.row(connection, id).orElseThrow(() -> Sql.unknown(id));
            if (isAgreed(row, Votes.approving(connection, id), Sql.now(connection))) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    @Override
    public ApprovalEvidence evidence(Subject requester, String requestId, Binding binding) {
        return database.ask(connection -> {
            requests.expire(connection);
            RequestRow row = Requests.row(connection, requestId)
                    .filter(found -> Requests.isAskedBy(found, requester))
                    .orElseThrow(() -> Sql.unknown(requestId));
            requireBinding(row, binding);
            requireRunnable(row);
            List<Quorum.Vote> votes = Votes.approving(connection, requestId);
            requireQuorum(row, votes, Sql.now(connection));
            return new ApprovalEvidence(
                    requestId,
                    row.rule(),
                    binding.digest(),
                    votes.stream().map(vote -> new SubjectName(vote.voter())).toList(),
                    Executions.approvedAt(connection, requestId),
                    votes.stream()
                            .flatMapToLong(vote -> vote.maxRows().stream())
                            .min(),
                    row.broken());
        });
    }

    @Override
    public Execution claim(String requestId, Binding binding) {
        return database.transact(connection -> Executions.claim(connection, requestId, binding, node));
    }

    @Override
    public void finish(Execution execution, Effect effect) {
        database.ask(connection -> Executions.finish(connection, execution, effect, node));
    }

    @Override
    public void close() {
        wake(); // the database belongs to the assembly
    }

    private static void requireRequester(RequestRow row, Subject requester) {
        if (!Requests.isAskedBy(row, requester)) {
            throw Sql.unknown(row.id());
        }
    }

    private static void requirePending(RequestRow row) {
        if (row.state() != ApprovalRequest.State.PENDING) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s is %s already"
                            .formatted(row.id(), row.state().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void requireBoxAllowed(RequestRow row, Ballot ballot) {
        Duration box = ballot.box().orElse(Duration.ZERO);
        if (box.isNegative() || box.compareTo(row.timeBox()) > 0) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    row.timeBox().isZero()
                            ? "request %s can only be approved for its one statement".formatted(row.id())
                            : "statements like that of request %s can be approved for %d minutes at most"
                                    .formatted(row.id(), row.timeBox().toMinutes()));
        }
    }

    private static boolean isAgreed(RequestRow row, List<Quorum.Vote> votes, Instant now) {
        return row.broken() || Quorum.met(row.needs(), votes, now);
    }

    /** Looked at again when it is to run: whoever has lost their token since, or is not on call any more, has not approved. */
    private static void requireQuorum(RequestRow row, List<Quorum.Vote> votes, Instant now) {
        if (!isAgreed(row, votes, now)) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH,
                    "request %s was approved by somebody who is not on call any more, or whose token has been revoked since; send the statement again to ask anew"
                            .formatted(row.id()));
        }
    }

    private static void requireBinding(RequestRow row, Binding binding) {
        boolean covers = row.approvalState().equals("OPEN")
                && !binding.kin().isEmpty()
                && row.kin().equals(binding.kin());
        if (!covers && !row.binding().equals(binding.digest())) {
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
            case APPROVED ->
                List.of("READY", "OPEN").contains(row.approvalState())
                        ? ErrorCode.INTERNAL
                        : ErrorCode.APPROVAL_MISMATCH;
        };
        if (code != ErrorCode.INTERNAL) {
            String stands = row.state() == ApprovalRequest.State.APPROVED
                    ? row.approvalState().toLowerCase(Locale.ROOT)
                    : row.state().name().toLowerCase(Locale.ROOT);
            throw new GatewayException(code, "request %s is %s, so nothing runs under it".formatted(row.id(), stands));
        }
    }

    /** Makes all who wait look at once. */
    public void wake() {
        synchronized (hint) {
            hint.notifyAll();
        }
    }
}
