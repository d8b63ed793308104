package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.policy.ApproverSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One request as the store has it, with the state of its approval. */
record RequestRow(
        String id,
        ApprovalRequest.State state,
        String requester,
        String target,
        String task,
        String rule,
        String why,
        String statement,
        List<String> parameters,
        List<String> touches,
        List<ApproverSet> needs,
        String binding,
        Instant askedAt,
        Instant expiresAt,
        String decidedBy,
        String decision,
        String approvalState,
        Set<String> people,
        String kin,
        Duration timeBox,
        boolean mayBreak,
        boolean broken,
        String shape,
        Duration justifiedFor) {
    RequestRow {
        Set<String> all = new HashSet<>(people);
        all.add(requester);
        people = Set.copyOf(all);
    }

    /** The columns {@link #read} wants, from {@code approval_request r left join approval a}. */
    static final String COLUMNS = """
            select r.id, r.state, r.requester, r.target, r.task, r.rule, r.why, r.statement, r.parameters, r.touches, r.needs,
                   r.binding, r.asked_at, r.expires_at, r.decided_by, r.decision, a.state, r.people, r.kin, r.time_box_millis, r.may_break,
                   g.request_id is not null, r.shape, r.justified_millis
              from approval_request r left join approval a on a.request_id = r.id left join broken_glass g on g.request_id = r.id
            """;

    static RequestRow read(ResultSet rows) throws SQLException {
        String approvalState = rows.getString(17);
        return new RequestRow(
                rows.getString(1),
                ApprovalRequest.State.valueOf(rows.getString(2)),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                ApprovalJson.texts(rows.getString(9)),
                ApprovalJson.texts(rows.getString(10)),
                ApprovalJson.needs(rows.getString(11)),
                rows.getString(12),
                rows.getObject(13, OffsetDateTime.class).toInstant(),
                rows.getObject(14, OffsetDateTime.class).toInstant(),
                rows.getString(15),
                rows.getString(16),
                approvalState == null ? "" : approvalState,
                Set.copyOf(ApprovalJson.texts(rows.getString(18))),
                rows.getString(19),
                Duration.ofMillis(rows.getLong(20)),
                rows.getBoolean(21),
                rows.getBoolean(22),
                rows.getString(23),
                Duration.ofMillis(rows.getLong(24)));
    }

    ApprovalRequest shown(List<String> approvedBy) {
        return new ApprovalRequest(
                id,
                stands(),
                requester,
                target,
                task,
                rule,
                state == ApprovalRequest.State.PENDING || decision.isEmpty() ? why : decision,
                statement,
                parameters,
                touches,
                needs.stream()
                        .flatMap(set -> set.approvers().stream())
                        .distinct()
                        .toList(),
                needs.stream().mapToInt(ApproverSet::quorum).max().orElse(1),
                approvedBy,
                askedAt,
                expiresAt,
                "hoop approvals approve " + id);
    }

    /** Who is on call at the moment, by schedule, and until when. */
    List<String> onCall(Instant moment) {
        return needs.stream()
                .flatMap(set -> set.schedules().stream())
                .distinct()
                .map(schedule -> schedule.name() + ": "
                        + (schedule.at(moment).isEmpty()
                                ? "nobody, so " + String.join(", ", schedule.otherwise())
                                : String.join(", ", schedule.at(moment)))
                        + schedule.changesAfter(moment)
                                .map(until -> " until " + until)
                                .orElse(""))
                .toList();
    }

    /** Whether something may still run under it, now or after what executes now has given it back. */
    boolean isToRun() {
        return Set.of("READY", "OPEN", "EXECUTING").contains(approvalState);
    }

    boolean standsAs(Optional<ApprovalRequest.State> wanted) {
        return wanted.map(each -> each == stands()).orElse(true);
    }

    private ApprovalRequest.State stands() {
        return stands(state, approvalState);
    }

    /** How a request stands whose approval, if it has one, is in this state. */
    static ApprovalRequest.State stands(ApprovalRequest.State state, String approvalState) {
        return switch (approvalState) {
            case "CONSUMED" -> ApprovalRequest.State.CONSUMED;
            case "REVOKED", "LAPSED" -> ApprovalRequest.State.INVALIDATED;
            default -> state;
        };
    }
}
