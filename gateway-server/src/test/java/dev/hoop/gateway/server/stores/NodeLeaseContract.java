package dev.hoop.gateway.server.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What leases promise on every state database. */
abstract class NodeLeaseContract {
    abstract StateDatabase database();

    @Test
    void leaseOfALivingProcessCountsAndTheOneOfAnEndedProcessDoesNot() {
        NodeLease lease = NodeLease.take(database(), "north");
        assertThat(counts(lease)).isTrue();

        lease.close();

        assertThat(counts(lease)).isFalse();
    }

    @Test
    void leaseThatHasRunOutCountsAgainWhenRenewed() {
        NodeLease lease = NodeLease.take(database(), "north");
        database().ask(connection -> {
            try (PreparedStatement past = connection.prepareStatement(
                    "update gateway_node set lease_until = current_timestamp - interval '1' second")) {
                return past.executeUpdate();
            }
        });
        assertThat(counts(lease)).isFalse();

        lease.renew();

        assertThat(counts(lease)).isTrue();
    }

    final boolean counts(NodeLease lease) {
        return database().ask(connection -> counts(connection, lease));
    }

    private static boolean counts(Connection connection, NodeLease lease) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select 1 from gateway_node where incarnation = ? and lease_until > current_timestamp")) {
            query.setString(1, lease.incarnation());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
