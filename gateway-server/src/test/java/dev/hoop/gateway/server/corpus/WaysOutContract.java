package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every way by which a database answers, tried on one that tells secrets on each: none of them comes out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaysOutContract {
    private static final String SECRET = "secret";

    private final String dialect;
    private final StringBuilder seen = new StringBuilder();
    private Gateway gateway;
    private String database = "";
    private Connection direct;
    private Connection through;

    WaysOutContract(String dialect) {
        this.dialect = dialect;
    }

    /** Makes an empty database and tells where it is. */
    abstract String emptyDatabase() throws SQLException;

    abstract String user();

    abstract String password();

    /** Makes code that tells secrets: when {@code noted} gets a row, in a warning; when {@code refused} does, in an error. */
    abstract List<String> tellers();

    /** Whether the client hears of a warning that a trigger raised. */
    boolean warnsFromTriggers() {
        return true;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        database = emptyDatabase();
        direct = DriverManager.getConnection(database, user(), password());
        try (Statement statement = direct.createStatement()) {
            for (String line : CorpusCase.schema(dialect)) {
                statement.execute(line);
            }
            statement.execute("create table noted (id int primary key, text varchar(20) not null)");
            statement.execute("create table refused (id int primary key)");
            for (String line : tellers()) {
                statement.execute(line);
            }
        }
        Path credential = Files.writeString(directory.resolve("credential"), user() + ":" + password());
        gateway = Gateway.builder()
                .policyText("""
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pii, columns: ["shop.*.*.ssn", "shop.*.*.email", "shop.*.*.card"], permit: [insert] }
                grants:
                  - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                """.formatted(database, credential))
                .start();
        through = DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "staff"));
    }

    @BeforeEach
    void seeNothingYet() {
        seen.setLength(0);
    }

    @AfterAll
    void stop() throws SQLException {
        through.close();
        gateway.close();
        direct.close();
    }

    private void tried(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                seen.append(warning.getSQLState()).append(warning.getMessage()).append('\n');
            }
        } catch (SQLException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                seen.append(cause).append('\n');
            }
        }
    }

    /** What a text answers directly, and through the gateway with the same parameters. */
    interface Query {
        Object on(Connection connection) throws SQLException;
    }

    /** Tells what the database itself would tell, of which nothing comes through. */
    final void comesOutOnlyDirectly(String what, Query query) throws SQLException {
        assertThat(String.valueOf(query.on(direct)).toLowerCase(Locale.ROOT))
                .as(what)
                .contains(SECRET);
        try {
            seen.append(query.on(through));
        } catch (SQLException e) {
            seen.append(e);
        }
        keepsSecret(what);
    }

    /** While another session runs a statement with a secret in it, these texts tell it directly, and through the gateway how many sessions there are. */
    final void tellsNothingOfOthersStatements(String running, String sessions, String withTheSecret, List<String> texts)
            throws Exception {
        try (Connection another = DriverManager.getConnection(database, user(), password());
                Statement statement = another.createStatement()) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    statement.execute(running);
                } catch (SQLException e) {
                    // it has been cancelled, as it has to be
                }
            });
            try {
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (all(direct, withTheSecret).equals("0 ")) {
                    assertThat(System.nanoTime()).as("it runs").isLessThan(until);
                }
                for (String text : texts) {
                    seen.setLength(0);
                    comesOutOnlyDirectly(text, connection -> all(connection, text));
                }
                assertThat(all(through, texts.get(0))).as("shown all the same").contains("redacted");
                assertThat(all(through, sessions)).as(sessions).isEqualTo(all(direct, sessions));
                assertThat(all(through, withTheSecret)).as(withTheSecret).isEqualTo("0 ");
            } finally {
                statement.cancel();
                run.join();
            }
        }
    }

    private static String all(Connection connection, String text) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    all.append(rows.getString(i)).append(' ');
                }
            }
        }
        return all.toString();
    }

    private void keepsSecret(String what) {
        assertThat(seen.toString().toLowerCase(Locale.ROOT)).as(what).doesNotContain(SECRET);
    }

    /** The name of a view that shows what is protected is a temporary table's, then the view's, and the table's again. */
    final void followsItsNames() throws SQLException {
        String text = "select contact, code from v_customers";
        through.setAutoCommit(false);
        tried(through, "create temporary table v_customers (contact text, code text)");
        through.commit();
        tried(through, "savepoint hidden");
        tried(through, "drop table v_customers");
        for (int i = 0; i < 12; i++) {
            readAgain(text);
        }
        keepsSecret("the view");
        assertThat(seen).as("the view's rows").contains("redacted");
        tried(through, "rollback to hidden");
        seen.setLength(0);

        readAgain(text);

        tried(through, "drop table v_customers");
        through.commit();
        through.setAutoCommit(true);
        assertThat(seen).as("the temporary table is empty").isEmpty();
    }

    private void readAgain(String text) throws SQLException {
        try (Statement statement = through.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            read(rows);
        }
    }

    @Test
    void warningsOfTriggersAreWithheld() throws SQLException {
        tried(direct, "insert into noted values (1, 'x')");
        assertThat(seen.toString().toLowerCase(Locale.ROOT).contains(SECRET))
                .as("it would be told")
                .isEqualTo(warnsFromTriggers());
        seen.setLength(0);

        tried(through, "insert into noted values (2, 'x')");

        keepsSecret("warnings");
        assertThat(!seen.isEmpty()).as("that there is one may be known").isEqualTo(warnsFromTriggers());
    }

    @Test
    void errorsOfTriggersAreWithheld() throws SQLException {
        tried(direct, "insert into refused values (1)");
        assertThat(seen.toString().toLowerCase(Locale.ROOT))
                .as("it would be told")
                .contains(SECRET);
        seen.setLength(0);

        tried(through, "insert into refused values (2)");

        keepsSecret("errors");
        assertThat(seen.toString()).contains("its message is withheld");
    }

    @Test
    void errorsOfTheDatabaseOnOtherTablesAreWhatTheyAre() throws SQLException {
        tried(direct, "insert into noted (id) values (7)");
        String expected = seen.toString();
        seen.setLength(0);

        tried(through, "insert into noted (id) values (7)");

        assertThat(expected).isNotEmpty();
        assertThat(seen.toString().toLowerCase(Locale.ROOT)).contains("text").doesNotContain("withheld");
    }

    @Test
    void errorsOnProtectedTablesAreWithheld() throws SQLException {
        tried(through, "update customers set name = null where id = 1");
        tried(through, "insert into customers (id, name, ssn) select id, name, 'x' from customers where id = 1");
        tried(through, "select cast(notes as date) from customers");

        keepsSecret("errors");
    }

    @Test
    void generatedKeysAreMasked() throws SQLException {
        String sql = "insert into customers (id, name, ssn, email) values (%d, 'x', 'SECRETX', 'SECRETY')";
        try (Statement statement = through.createStatement()) {
            statement.executeUpdate(sql.formatted(70), Statement.RETURN_GENERATED_KEYS);
            read(statement.getGeneratedKeys());
            statement.executeUpdate(sql.formatted(71), new String[] {"id", "ssn", "email"});
            read(statement.getGeneratedKeys());
        } catch (SQLException e) {
            seen.append(e.getMessage());
        } finally {
            tried(direct, "delete from customers where id >= 70");
        }

        keepsSecret("keys");
    }

    private void read(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                seen.append(columns.getColumnLabel(i))
                        .append(' ')
                        .append(rows.getString(i))
                        .append('\n');
            }
        }
    }

    @Test
    void outParametersAreRefused() throws SQLException {
        try (CallableStatement call = through.prepareCall("{? = call leak(1)}")) {
            call.registerOutParameter(1, Types.VARCHAR);
            call.execute();
            seen.append(call.getString(1));
        } catch (SQLException e) {
            seen.append(e.getMessage());
        }

        keepsSecret("parameters");
    }

    @Test
    void everyAnswerAboutDefinitionsHoldsNoRow() throws SQLException {
        DatabaseMetaData metadata = through.getMetaData();
        read(metadata.getTables(null, null, "%", null));
        read(metadata.getColumns(null, null, "%", "%"));
        read(metadata.getBestRowIdentifier(null, null, "customers", DatabaseMetaData.bestRowSession, true));
        read(metadata.getIndexInfo(null, null, "customers", false, true));
        read(metadata.getPrimaryKeys(null, null, "customers"));

        keepsSecret("definitions");
    }

    @Test
    void rowsAreMaskedByEveryReader() throws SQLException, IOException {
        try (Statement statement = through.createStatement();
                ResultSet rows = statement.executeQuery("select ssn, email from customers where id = 1")) {
            rows.next();
            for (int i = 1; i <= 2; i++) {
                seen.append(rows.getString(i)).append(rows.getObject(i)).append(rows.getObject(i, String.class));
                try (Reader reader = rows.getCharacterStream(i)) {
                    StringWriter text = new StringWriter();
                    reader.transferTo(text);
                    seen.append(text);
                }
            }
        }

        keepsSecret("rows");
    }

    @Test
    void plansOfProtectedColumnsAreRefused() throws SQLException {
        for (String sql : List.of(
                "explain select * from customers where ssn = 'SECRETSSN1'",
                "explain analyze select name from customers where ssn like 'SECRET%'",
                "explain select upper(ssn) from customers")) {
            try (Statement statement = through.createStatement()) {
                if (statement.execute(sql)) {
                    read(statement.getResultSet());
                }
            } catch (SQLException e) {
                seen.append(e.getMessage());
            }
        }

        keepsSecret("plans");
    }
}
