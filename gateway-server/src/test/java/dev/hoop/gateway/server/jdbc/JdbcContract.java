package dev.hoop.gateway.server.jdbc;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an application does with JDBC, done to the same database directly and through a gateway: it must not see a difference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcContract
        implements ReadingContract,
                WritingContract,
                TransactionContract,
                DefinitionContract,
                FailureContract,
                MetadataContract,
                LargeValueContract,
                CallContract,
                FrameworkContract {
    private final Database database;
    private Gateway gateway;
    private Connection direct;
    private Connection through;

    JdbcContract(Database database) {
        this.database = database;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        direct = DriverManager.getConnection(database.url(), database.user(), database.password());
        try (Statement statement = direct.createStatement()) {
            for (String text : database.schema()) {
                statement.execute(text);
            }
        }
        Path credential =
                Files.writeString(directory.resolve("credential"), database.user() + ":" + database.password());
        gateway = Gateway.builder()
                .policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        protected:
                          - { class: ssn, columns: ["shop.*.people.ssn"], mask: redact }
                          - { class: seal, columns: ["shop.*.sealed.id"], mask: null }
                          - { class: scan, columns: ["shop.*.lobs.secret"], mask: redact }
                        grants:
                          - { name: everything, who: { groups: [staff, auditors] }, target: shop, allow: [all, admin] }
                          - { name: code, who: { groups: [makers] }, target: shop, allow: [all, admin, opaque] }
                          - { name: little, who: { groups: [guests] }, target: shop, allow: [select], max-rows: %d }
                        functions:
                          - { allow: ["*.twice", "*.halves", "*.bump", "*.report", "*.several", "*.mirror", "*.single", "*.total", "*.keep"], who: { groups: [staff, auditors] }, target: shop }
                          - { allow: ["*.many"], who: { groups: [makers] }, target: shop }
                        unmasked:
                          - { class: ssn, who: { groups: [auditors] } }
                          - { class: seal, who: { groups: [auditors] } }
                          - { class: scan, who: { groups: [auditors] } }
                        """.formatted(database.url(), credential, ROWS_OF_CAPPED))
                .start();
    }

    @BeforeEach
    void connect() throws SQLException {
        if (through != null) {
            through.close();
        }
        through = DriverManager.getConnection(url(), "sue", token());
        try (Statement statement = direct.createStatement()) {
            statement.executeUpdate("delete from numbers where 1 = 1");
            statement.executeUpdate("delete from lobs where 1 = 1");
        }
    }

    @AfterAll
    void stop() throws SQLException {
        through.close();
        gateway.close();
        direct.close();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Connection direct() {
        return direct;
    }

    @Override
    public Connection through() {
        return through;
    }

    @Override
    public String url() {
        return gateway.url("shop");
    }

    @Override
    public String token() {
        return gateway.issueToken("sue", "staff");
    }

    @Override
    public String seeingToken() {
        return gateway.issueToken("ann", "auditors");
    }

    @Override
    public String cappedToken() {
        return gateway.issueToken("tim", "guests");
    }

    @Override
    public String makingToken() {
        return gateway.issueToken("mia", "makers", "auditors");
    }

    @Override
    public int count() throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from numbers")) {
            result.next();
            return result.getInt(1);
        }
    }
}
