package dev.hoop.gateway.server.assembly.demo;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.TlsOptions;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The story: an ordinary Java program sends SQL through the gateway. Checks itself as it goes. */
final class Demo {
    private static final String LISTENER = "approvalListener";

    private final Script script;
    private final DemoShop shop;
    private final Gateway gateway;
    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "dora");
        thread.setDaemon(true);
        return thread;
    });

    private final Switchboard switchboard = new Switchboard();

    Demo(Script script, DemoShop shop, Gateway gateway) {
        this.script = script;
        this.shop = shop;
        this.gateway = gateway;
    }

    /** Tells the story. Anything that does not go as told is noted in the script. */
    void tell() throws SQLException {
        TokenOffice.Fresh sue =
                gateway.tokens().issue(person("sue", "support"), "demo", Optional.of(Duration.ofHours(1)));
        String dora = gateway.issueToken("dora", "dba");
        try (Connection connection = connect(sue.secret())) {
            masked(connection);
            refused(connection);
            held(connection, dora);
            revoked(connection, sue);
        } finally {
            elsewhere.shutdownNow();
        }
    }

    private void masked(Connection connection) throws SQLException {
        script.chapter("1. Sue of support reads. Protected columns leave the gateway masked, whatever she calls them.");
        String first = query(connection, "select name, email, ssn, card from customers order by id");
        String trick = query(
                connection,
                "select c.ssn as shoe_size, upper(c.email) as e from (select * from customers) c where c.id = 2");
        String prepared = lookup(connection, "select id, name, city from customers where ssn = ?", "457-55-5462");
        script.expect(
                !(first + trick).contains("219-09") && !(first + trick).contains("457-55"),
                "a protected value came out");
        script.expect(prepared.contains("Grace"), "an equality lookup found nobody");
    }

    private void refused(Connection connection) throws SQLException {
        script.chapter("2. What policy denies never reaches the database, and says which rule, why, and how to go on.");
        refused(connection, "select name from customers where ssn like '457%'");
        refused(connection, "drop table payments");
        refused(connection, "delete from payments where 1 = 1");
        refused(connection, "select 1; delete from payments");
        refused(connection, "select file_read('/etc/passwd')");
        script.expect(shop.count("select count(*) from payments") == 3, "the payments changed");
    }

    private void held(Connection connection, String dora) throws SQLException {
        script.chapter("3. A risky statement waits for a second person, and runs once, exactly as it was shown.");
        update(connection, dora, true, 1, "refunded");
        script.expect(
                shop.count("select count(*) from payments where status = 'refunded'") == 1,
                "the approved update did not run");
        update(connection, dora, false, 3, "refunded");
        script.expect(
                shop.count("select count(*) from payments where status = 'refunded'") == 1, "the refused update ran");
    }

    private void revoked(Connection connection, TokenOffice.Fresh sue) throws SQLException {
        script.chapter("4. Sue's token is revoked. Her open session ends; nobody touched the database's password.");
        gateway.tokens().revoke(sue.id(), "demo");
        refused(connection, "select name from customers");
    }

    private String query(Connection connection, String sql) throws SQLException {
        script.says(sql);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            script.verdict("allowed", "");
            return script.rows(rows);
        }
    }

    private String lookup(Connection connection, String sql, String value) throws SQLException {
        script.says(sql + "   (a prepared statement)");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                script.verdict("allowed", "looking somebody up by the whole number is not guessing");
                return script.rows(rows);
            }
        }
    }

    private void refused(Connection connection, String sql) {
        script.says(sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            script.verdict("allowed", "");
            script.expect(false, "this should have been refused");
        } catch (SQLException refusal) {
            script.verdict("denied", String.valueOf(refusal.getMessage()));
        }
    }

    private void update(Connection connection, String dora, boolean agrees, int id, String status) throws SQLException {
        String sql = "update payments set status = ? where id = ?";
        script.says(sql + "   (parameters '" + status + "', " + id + ")");
        switchboard.to(new SecondPerson(script, elsewhere, desk(dora), agrees));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, status);
            statement.setInt(2, id);
            int changed = statement.executeUpdate();
            script.verdict("allowed", changed + " row changed");
            script.expect(agrees && changed == 1, "it ran without leave");
        } catch (SQLException refusal) {
            script.verdict("denied", String.valueOf(refusal.getMessage()));
            script.expect(!agrees, "it was approved and did not run");
        }
    }

    private Connection connect(String token) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "sue");
        properties.setProperty("password", token);
        properties.setProperty("approval", "callback");
        properties.put(LISTENER, switchboard);
        return DriverManager.getConnection(gateway.url("shop"), properties);
    }

    private RemoteOptions desk(String token) {
        return RemoteOptions.builder(TokenProvider.value(token))
                .address("127.0.0.1", gateway.port())
                .tls(TlsOptions.plain())
                .software("hoop demo")
                .build();
    }

    private static Subject person(String name, String group) {
        return new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of(group));
    }
}
