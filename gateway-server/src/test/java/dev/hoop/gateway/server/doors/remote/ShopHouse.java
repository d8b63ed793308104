package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.connectors.jdbc.JdbcConnector;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.GatePorts;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.identities.AnyIdentities;
import dev.hoop.gateway.server.identities.MovingClock;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.identities.issued.IssuedTokens;
import dev.hoop.gateway.server.ports.audit.NoRecordings;
import dev.hoop.gateway.server.ports.audit.RecordingAuditTrail;
import dev.hoop.gateway.server.ports.identity.FakeTokenStore;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.secrets.local.LocalCredentials;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.approvals.SqlApprovals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;

/** A door before the real gate, with a shop's database in H2. */
final class ShopHouse implements AutoCloseable {
    static final int MANY = 20_000;

    final MovingClock clock = new MovingClock();
    final FakeTokenStore tokens = new FakeTokenStore();
    final IssuedTokens issued = new IssuedTokens(tokens, clock);
    final Revocations revocations = new Revocations(tokens, clock);
    final RecordingAuditTrail trail = new RecordingAuditTrail();
    final Gate gate;
    final RemoteDoor door;
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Connection direct;
    private final StateDatabase state;
    private final SqlApprovals approvals;
    private final JdbcConnector connector;

    ShopHouse(Path directory) throws SQLException {
        this(directory, UnaryOperator.identity());
    }

    ShopHouse(Path directory, UnaryOperator<RemoteDoorOptions> change) throws SQLException {
        direct = DriverManager.getConnection(url, "sa", "secret");
        fill();
        state = StateDatabase.embedded(directory);
        approvals = new SqlApprovals(state, NodeLease.take(state, "node-1"));
        connector = new JdbcConnector(new LocalCredentials(Map.of("SHOP", "sa:secret")), ForkJoinPool.commonPool());
        Policy policy = policy();
        gate = new Gate(
                new GatePorts(
                        new AnyIdentities(issued, Optional.empty(), revocations),
                        trail,
                        new NoRecordings(),
                        approvals,
                        Map.of("jdbc", connector),
                        MaskTools.none(),
                        Roles.NONE),
                () -> policy,
                new Analyzer(),
                clock);
        RemoteDoorOptions usual = RemoteDoorOptions.defaults(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty());
        door = RemoteDoor.open(change.apply(usual), gate, clock);
    }

    private void fill() throws SQLException {
        run("create table customers (id int primary key, name varchar(40), ssn varchar(11))");
        run("insert into customers values (1, 'Ada', '078-05-1120'), (2, 'Bob', null)");
        run("create table payments (id int primary key, amount int)");
        run("insert into payments values (1, 10), (2, 20)");
        run("create table log (id int primary key, line varchar(200))");
        run("insert into log select x, repeat('x', 100) from system_range(1, " + MANY + ")");
    }

    private Policy policy() {
        return Policy.builder()
                .target("shop", target -> target.jdbc(url).credential("env:SHOP"))
                .protect("pii.ssn", ssn -> ssn.columns("shop.*.customers.ssn").keepLast(4))
                .grant(
                        "support",
                        grant -> grant.to(Who.groups("support")).on("shop").allow("select", "dml"))
                .rule(
                        "payments-updates",
                        rule -> rule.on(match -> match.kind("update").writes("*.*.payments"))
                                .hold(1, "dba")
                                .within(Duration.ofMinutes(5)))
                .build();
    }

    /** Straight to the database, past the gateway. */
    void run(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A transaction on a connection of its own that keeps the payments locked until it is closed. */
    Connection lockPayments() throws SQLException {
        Connection locking = DriverManager.getConnection(url, "sa", "secret");
        locking.setAutoCommit(false);
        try (Statement statement = locking.createStatement()) {
            statement.execute("update payments set amount = amount");
        }
        return locking;
    }

    IssuedTokens.Fresh token(String subject, String group) {
        return issued.issue(
                new Subject(new SubjectName(subject), Subject.Kind.PERSON, Set.of(group)),
                "test",
                Optional.of(Duration.ofHours(1)));
    }

    SessionClient open() throws java.io.IOException {
        return SessionClient.open(door.port(), token("sue", "support").secret());
    }

    /** A client that has a capability. */
    SessionClient open(String capability) throws java.io.IOException {
        return SessionClient.open(
                door.port(), token("sue", "support").secret(), ApprovalMode.WAIT, RawClient.hello(capability));
    }

    SqlApprovals approvals() {
        return approvals;
    }

    /** Connections to the database that somebody holds through the gateway. */
    int heldConnections() {
        return connector.activeConnections(new Target(new TargetName("shop"), "jdbc", url, "env:SHOP", Map.of()));
    }

    @Override
    public void close() throws SQLException {
        door.close(Duration.ofMillis(200));
        gate.closeAll();
        connector.close();
        approvals.close();
        state.close();
        direct.close();
    }
}
