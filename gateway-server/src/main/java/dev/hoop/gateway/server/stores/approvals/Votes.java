package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.ports.approvals.Approvals.Ballot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Who has answered which request how. */
final class Votes {
    private Votes() {}

    /**
     * As what the voter may answer now.
     *
     * @throws GatewayException {@code APPROVAL_UNKNOWN} or {@code APPROVAL_NOT_ALLOWED} for who may not answer
     */
    static List<String> eligible(Connection connection, RequestRow row, Subject voter) throws SQLException {
        requireConcerned(row, voter);
        Instant now = Sql.now(connection);
        List<String> memberships = Quorum.memberships(row.needs(), voter, now);
        if (memberships.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "you are not on call now; ask one of " + String.join(", ", row.onCall(now)));
        }
        return memberships;
    }

    /**
     * Lets those pass who may answer it at some time or other: what has been decided is looked after by them, on call or not.
     *
     * @throws GatewayException {@code APPROVAL_UNKNOWN}, or {@code APPROVAL_NOT_ALLOWED} for the requester
     */
    static void requireConcerned(RequestRow row, Subject voter) {
        boolean isRequester = voter.isSamePersonAs(row.people());
        if (!isRequester && !Quorum.concerns(row.needs(), voter)) {
            throw Sql.unknown(row.id()); // to who may neither see nor answer it, it does not exist
        }
        if (isRequester) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "nobody answers a request of their own; ask one of "
                            + String.join(", ", row.shown(List.of()).approvers()));
        }
    }

    static void cast(Connection connection, RequestRow row, Subject voter, Ballot ballot, List<String> memberships)
            throws SQLException {
        if (counting(connection, row.id()).stream().anyMatch(vote -> voter.isSamePersonAs(vote.people()))) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_NOT_ALLOWED,
                    "you have already answered this request; another person must answer next");
        }
        Sql.update(
                connection,
                "delete from approval_vote where request_id = ? and voter = ?", // cast with a token since revoked
                row.id(),
                voter.name().value());
        Sql.update(
                connection,
                "insert into approval_vote (request_id, voter, approve, reason, memberships, people, token_id, max_rows, box_millis,"
                        + " voted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)",
                row.id(),
                voter.name().value(),
                ballot.approve(),
                Sql.shortened(ballot.reason()),
                ApprovalJson.write(memberships),
                ApprovalJson.write(voter.people()),
                ballot.tokenId(),
                ballot.maxRows().isPresent() ? ballot.maxRows().getAsLong() : null,
                ballot.box().map(Duration::toMillis).orElse(0L));
    }

    static List<Quorum.Vote> approving(Connection connection, String id) throws SQLException {
        return counting(connection, id).stream().filter(Quorum.Vote::approve).toList();
    }

    /** The votes that count: those whose voter's token has been revoked since are as if they had not been cast. */
    private static List<Quorum.Vote> counting(Connection connection, String id) throws SQLException {
        return Sql.list(connection, """
                select voter, memberships, people, approve, max_rows, box_millis from approval_vote v
                 where request_id = ? and not exists (select 1 from revoked_token t where t.token_id = v.token_id)
                 order by voted_at, voter
                """, Votes::vote, id);
    }

    private static Quorum.Vote vote(ResultSet row) throws SQLException {
        long rows = row.getLong(5);
        OptionalLong maxRows = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
        return new Quorum.Vote(
                row.getString(1),
                Set.copyOf(ApprovalJson.texts(row.getString(2))),
                Set.copyOf(ApprovalJson.texts(row.getString(3))),
                row.getBoolean(4),
                maxRows,
                Duration.ofMillis(row.getLong(6)));
    }
}
