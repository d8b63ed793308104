package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request with who may see it, and without what it is about. */
record PostedRow(String requester, String target, List<ApproverSet> needs, Instant askedAt, Approvals.Posted posted) {
    private static final String COLUMNS = """
            select r.id, r.state, r.requester, r.target, r.needs, r.asked_at, a.state,
                   (select count(*) from approval_vote v
                     where v.request_id = r.id and v.approve = true
                       and not exists (select 1 from revoked_token t where t.token_id = v.token_id))
              from approval_request r left join approval a on a.request_id = r.id
            """;

    /** Two questions, however many look. */
    static Approvals.Board board(Connection connection, int most) throws SQLException {
        Map<String, PostedRow> rows = new LinkedHashMap<>();
        for (String which : List.of("where r.state = 'PENDING'", "where r.state <> ''")) {
            Sql.list(connection, COLUMNS + which + " order by r.asked_at desc, r.id limit " + most, PostedRow::read)
                    .forEach(row -> rows.put(row.posted().id(), row));
        }
        List<PostedRow> newest = new ArrayList<>(rows.values());
        newest.sort(Comparator.comparing(PostedRow::askedAt)
                .reversed()
                .thenComparing(row -> row.posted().id()));
        return viewer -> newest.stream()
                .filter(row -> row.isSeenBy(viewer))
                .map(PostedRow::posted)
                .toList();
    }

    private boolean isSeenBy(Subject viewer) {
        return Requests.isSeenBy(requester, target, needs, viewer);
    }

    private static PostedRow read(ResultSet row) throws SQLException {
        String approvalState = row.getString(7);
        return new PostedRow(
                row.getString(3),
                row.getString(4),
                ApprovalJson.needs(row.getString(5)),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                new Approvals.Posted(
                        row.getString(1),
                        RequestRow.stands(
                                ApprovalRequest.State.valueOf(row.getString(2)),
                                approvalState == null ? "" : approvalState),
                        row.getInt(8)));
    }
}
