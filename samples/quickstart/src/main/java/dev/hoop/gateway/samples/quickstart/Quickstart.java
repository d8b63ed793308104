package dev.hoop.gateway.samples.quickstart;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Starts a gateway in front of an in-memory database and sends it SQL as an ordinary program would. */
public final class Quickstart {
    private static final String DATABASE = "jdbc:h2:mem:quickstart";

    private static final String POLICY = """
            version: 1
            targets:
              people: { type: jdbc, url: "%s", credential: "file:%s" }
            protected:
              - { class: pii.email, columns: ["people.*.people.email"], mask: email }
            grants:
              - { name: support-reads, who: { groups: [support] }, target: people, allow: [select] }
            """;

    private Quickstart() {}

    public static void main(String[] args) throws SQLException, IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws SQLException, IOException {
        Path credential = Files.createTempFile("people", ".credential");
        Files.writeString(credential, "owner:a-password-only-the-gateway-has");
        try (Connection owner = DriverManager.getConnection(DATABASE, "owner", "a-password-only-the-gateway-has");
                Statement statement = owner.createStatement()) {
            statement.execute("create table people (id int primary key, name varchar(40), email varchar(60))");
            statement.execute("insert into people values (1, 'Ada Byron', 'ada@analytical.example')");

            String policy = POLICY.formatted(DATABASE, credential);
            try (Gateway gateway = Gateway.builder().policyText(policy).start()) {
                String token = gateway.issueToken("sue", "support");
                try (Connection sue = DriverManager.getConnection(gateway.url("people"), "sue", token)) {
                    ask(sue, out);
                }
            }
        } finally {
            Files.deleteIfExists(credential);
        }
    }

    private static void ask(Connection sue, PrintStream out) throws SQLException {
        try (Statement statement = sue.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select name, email from people")) {
                while (rows.next()) {
                    out.println(rows.getString("name") + " " + rows.getString("email"));
                }
            }
            try {
                statement.executeUpdate("update people set name = 'Eve'");
                out.println("the update ran");
            } catch (SQLException refused) {
                out.println(refused.getSQLState() + " " + refused.getMessage());
            }
        }
    }
}
