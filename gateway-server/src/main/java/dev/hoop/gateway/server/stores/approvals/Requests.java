package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.approvals.Approvals.Binding;
import dev.hoop.gateway.server.ports.approvals.Approvals.Display;
import dev.hoop.gateway.server.stores.Outbox;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Requests as the store has them: asked once, decided once, and told of with both. */
final class Requests {
    private static final int MAX_LIKE = 10;
    private static final int MAX_LOOKED_AT = 200;

    private final Outbox outbox;
    private final SecureRandom random = new SecureRandom();

    Requests(Outbox outbox) {
        this.outbox = outbox;
    }

    Optional<String> pending(Connection connection, Claim claim, Held held, Binding binding) throws SQLException {
        return Sql.list(
                        connection,
                        """
                select id from approval_request
                 where binding = ? and state = 'PENDING' and requester = ? and session_id = ? and rule = ?
                """,
                        row -> row.getString(1),
                        binding.digest(),
                        claim.subject().name().value(),
                        claim.statement().session().value(),
                        held.rule())
                .stream()
                .findFirst();
    }

    String insert(Connection connection, Claim claim, Held held, Binding binding, Display display) throws SQLException {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Sql.update(
                connection,
                """
                insert into approval_request (id, state, requester, session_id, target, task, rule, why, statement, parameters,
                       touches, needs, binding, within_millis, asked_at, expires_at, decided_by, decision, people, kin,
                       time_box_millis, may_break, shape, justified_millis)
                values (?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp,
                        current_timestamp + cast(? as bigint) * interval '0.001' second, '', '', ?, ?, ?, ?, ?, ?)
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
                ApprovalJson.write(claim.subject().people()),
                binding.kin(),
                binding.kin().isEmpty() ? 0L : held.timeBox().toMillis(),
                held.breakGlass(),
                display.shape(),
                held.justifiedFor().toMillis());
        tell(connection, "approval-asked", id);
        return id;
    }

    /** Terminal states absorb: only a pending request can be decided. */
    int decide(Connection connection, String id, String state, String by, String reason) throws SQLException {
        int decided = Sql.update(
                connection,
                "update approval_request set state = ?, decided_by = ?, decision = ?, decided_at = current_timestamp"
                        + " where id = ? and state = 'PENDING'",
                state,
                by.length() > 512 ? by.substring(0, 512) : by,
                Sql.shortened(reason),
                id);
        if (decided == 1) {
            tell(connection, "approval-decided", id);
        }
        return decided;
    }

    void tell(Connection connection, String topic, String id) throws SQLException {
        outbox.put(connection, topic, ApprovalNews.of(row(connection, id).orElseThrow()));
    }

    /** Nobody has answered in time. Where somebody is told, the news leaves with the change. */
    void expire(Connection connection) throws SQLException {
        if (!outbox.isOpen()) {
            Sql.update(
                    connection,
                    "update approval_request set state = 'EXPIRED', decided_at = current_timestamp"
                            + " where state = 'PENDING' and expires_at <= current_timestamp");
            return;
        }
        boolean own = connection.getAutoCommit();
        List<String> overdue = Sql.list(
                connection,
                "select id from approval_request where state = 'PENDING' and expires_at <= current_timestamp",
                row -> row.getString(1));
        for (String id : overdue) {
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

    static RequestRow locked(Connection connection, String id) throws SQLException {
        if (Sql.list(connection, "select id from approval_request where id = ? for update", row -> row.getString(1), id)
                .isEmpty()) {
            throw Sql.unknown(id);
        }
        return row(connection, id).orElseThrow(() -> Sql.unknown(id));
    }

    static Optional<RequestRow> row(Connection connection, String id) throws SQLException {
        return Sql.list(connection, RequestRow.COLUMNS + " where r.id = ?", RequestRow::read, id).stream()
                .findFirst();
    }

    static ApprovalRequest shown(Connection connection, RequestRow row) throws SQLException {
        return row.shown(Votes.approving(connection, row.id()).stream()
                .map(Quorum.Vote::voter)
                .toList());
    }

    /** Read one after another until there are enough, since only rows tell who may see them. */
    static Listed<ApprovalRequest> seenBy(
            Connection connection, Subject viewer, Optional<ApprovalRequest.State> state, Stretch stretch)
            throws SQLException {
        List<RequestRow> seen = new ArrayList<>();
        try (PreparedStatement query = newest(connection, state, stretch);
                ResultSet rows = query.executeQuery()) {
            while (rows.next() && seen.size() <= stretch.limit()) {
                RequestRow row = RequestRow.read(rows);
                if (isSeenBy(row, viewer) && row.standsAs(state)) {
                    seen.add(row);
                }
            }
        }
        Listed<RequestRow> cut = Listed.cut(seen, row -> new Stretch.Place(row.askedAt(), row.id()), stretch.limit());
        List<ApprovalRequest> shown = new ArrayList<>();
        for (RequestRow row : cut.entries()) {
            shown.add(shown(connection, row));
        }
        return new Listed<>(shown, cut.next());
    }

    /** In the order of the list, from its place on; what still waits is found by its index. */
    private static PreparedStatement newest(
            Connection connection, Optional<ApprovalRequest.State> state, Stretch stretch) throws SQLException {
        boolean waiting = state.filter(ApprovalRequest.State.PENDING::equals).isPresent();
        String where = (waiting ? " where r.state = 'PENDING'" : " where r.state <> ''")
                + (stretch.after().isPresent() ? " and (r.asked_at < ? or (r.asked_at = ? and r.id > ?))" : "");
        PreparedStatement query =
                connection.prepareStatement(RequestRow.COLUMNS + where + " order by r.asked_at desc, r.id");
        query.setFetchSize(stretch.limit() + 1);
        if (stretch.after().isPresent()) {
            Stretch.Place place = stretch.after().get();
            query.setObject(1, place.at().atOffset(ZoneOffset.UTC));
            query.setObject(2, place.at().atOffset(ZoneOffset.UTC));
            query.setString(3, place.id());
        }
        return query;
    }

    static boolean isSeenBy(RequestRow row, Subject viewer) {
        return isSeenBy(row.requester(), row.target(), row.needs(), viewer);
    }

    static boolean isSeenBy(String requester, String target, List<ApproverSet> needs, Subject viewer) {
        return isAskedBy(requester, target, viewer) || Quorum.concerns(needs, viewer);
    }

    /** Whether it is the subject's own, and within reach of the token by which it came. */
    static boolean isAskedBy(RequestRow row, Subject subject) {
        return isAskedBy(row.requester(), row.target(), subject);
    }

    private static boolean isAskedBy(String requester, String target, Subject subject) {
        return requester.equals(subject.name().value()) && subject.scope().opens(new TargetName(target));
    }

    static ApprovalDossier dossier(Connection connection, RequestRow row, Subject viewer) throws SQLException {
        record Use(String state, int uses, OffsetDateTime until) {}
        Optional<Use> use = Sql.list(
                        connection,
                        "select state, uses, expires_at from approval where request_id = ?",
                        found -> new Use(found.getString(1), found.getInt(2), found.getObject(3, OffsetDateTime.class)),
                        row.id())
                .stream()
                .findFirst();
        return new ApprovalDossier(
                shown(connection, row),
                use.map(Use::state).orElse(""),
                use.map(Use::uses).orElse(0),
                use.map(found -> found.until().toInstant()),
                row.timeBox(),
                row.mayBreak(),
                row.onCall(Sql.now(connection)),
                BrokenGlass.of(connection, row.id()),
                acts(connection, row.id()),
                like(connection, row, viewer));
    }

    private static List<ApprovalDossier.Act> acts(Connection connection, String id) throws SQLException {
        return Sql.list(
                connection,
                "select act, acted_by, reason, acted_at from approval_act where request_id = ? order by id",
                row -> new ApprovalDossier.Act(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()),
                id);
    }

    /** Of the newest of them, those that the viewer might have opened too: who asks does not learn what others asked. */
    private static List<ApprovalDossier.Like> like(Connection connection, RequestRow row, Subject viewer)
            throws SQLException {
        record Found(ApprovalDossier.Like like, List<ApproverSet> needs) {}
        List<Found> earlier = Sql.list(
                connection,
                """
                select r.id, r.state, coalesce(a.state, ''), r.requester, r.decided_by, r.asked_at, r.needs
                  from approval_request r left join approval a on a.request_id = r.id
                 where r.target = ? and r.touches = ? and r.rule = ? and r.asked_at < ?
                 order by r.asked_at desc, r.id limit %d
                """.formatted(MAX_LOOKED_AT),
                found -> new Found(
                        new ApprovalDossier.Like(
                                found.getString(1),
                                RequestRow.stands(ApprovalRequest.State.valueOf(found.getString(2)), found.getString(3))
                                        .name(),
                                found.getString(4),
                                found.getString(5),
                                found.getObject(6, OffsetDateTime.class).toInstant()),
                        ApprovalJson.needs(found.getString(7))),
                row.target(),
                ApprovalJson.write(row.touches()),
                row.rule(),
                row.askedAt().atOffset(ZoneOffset.UTC));
        return earlier.stream()
                .filter(found -> isSeenBy(found.like().requester(), row.target(), found.needs(), viewer))
                .limit(MAX_LIKE)
                .map(Found::like)
                .toList();
    }
}
