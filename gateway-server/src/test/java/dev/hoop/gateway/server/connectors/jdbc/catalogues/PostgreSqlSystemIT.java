package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database was made with is remembered, and nothing else is, and only as long as it is so. */
final class PostgreSqlSystemIT {
    private static final String DATABASE = "catalogues";

    private final PostgresServer server = PostgresServer.shared();
    private final PostgreSqlSystem system = new PostgreSqlSystem();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        try (Connection any = connect("postgres");
                Statement make = any.createStatement()) {
            make.execute("CREATE DATABASE " + DATABASE);
        }
        connection = connect(DATABASE);
        run("CREATE TABLE orders (id int PRIMARY KEY, note text)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        try (Connection any = connect("postgres");
                Statement drop = any.createStatement()) {
            drop.execute("DROP DATABASE " + DATABASE);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/" + database, server.user(), server.password());
    }

    private void run(String statement) throws SQLException {
        try (Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    private Catalogue read(PostgreSqlSystem known) throws SQLException {
        return PostgreSqlCatalogue.read(connection, known, new PostgreSqlViews());
    }

    private static List<String> columns(Catalogue catalogue, String schema, String relation) {
        return catalogue.relation(schema, relation).stream()
                .flatMap(found -> found.columns().stream())
                .map(ColumnDefinition::name)
                .toList();
    }

    @Test
    void whatIsRememberedIsWhatIsRead() throws SQLException {
        read(system);
        run("ALTER TABLE orders ADD COLUMN paid boolean");
        run("CREATE TEMPORARY TABLE pg_class (mine int)");

        Catalogue remembered = read(system);
        assertThat(remembered.relations())
                .containsExactlyInAnyOrderElementsOf(
                        read(new PostgreSqlSystem()).relations());
        assertThat(columns(remembered, "public", "orders")).containsExactly("id", "note", "paid");
        assertThat(columns(remembered, "pg_catalog", "pg_class")).contains("relname", "relkind");
        assertThat(columns(remembered, "information_schema", "tables")).contains("table_name");
    }

    @Test
    void builtInViewThatIsReplacedIsReadAgain() throws SQLException {
        read(system);
        run("CREATE OR REPLACE VIEW information_schema.information_schema_catalog_name AS"
                + " SELECT current_database()::information_schema.sql_identifier AS catalog_name, 1 AS more");

        assertThat(columns(read(system), "information_schema", "information_schema_catalog_name"))
                .containsExactly("catalog_name", "more");
    }

    @Test
    void builtInSchemaThatIsRenamedIsReadAgain() throws SQLException {
        read(system);
        run("ALTER SCHEMA information_schema RENAME TO elsewhere");

        Catalogue now = read(system);
        assertThat(columns(now, "elsewhere", "tables")).contains("table_name");
        assertThat(now.relation("information_schema", "tables")).isEmpty();
    }

    @Test
    void definitionsOfUsersDoNotHaveItReadAgain() throws SQLException {
        AtomicInteger readings = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            run("CREATE TABLE more_" + i + " (id int)");
            system.read(connection, new Definitions(Dialect.POSTGRESQL, DATABASE), new PostgreSqlSystem.Reading() {
                @Override
                public List<PostgreSqlSystem.FoundRelation> relations() {
                    readings.incrementAndGet();
                    return List.of();
                }

                @Override
                public List<PostgreSqlSystem.FoundColumn> columns() {
                    return List.of();
                }
            });
        }
        assertThat(readings).hasValue(1);
    }
}
