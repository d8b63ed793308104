package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions: while one's statement waits at the database, the other gives the names in it another meaning. Nothing comes of it unmasked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MovingNamesContract {
    static final String SECRET = "SECRET";

    private static final int SWAPS = 60;
    private static final int MOST_SWAPS = 5_000;

    private Gateway gateway;
    private String database = "";
    private Connection administrator;
    private Connection reader;
    private Connection mover;

    /** Makes an empty database and tells where it is. */
    abstract String emptyDatabase() throws SQLException;

    abstract String user();

    abstract String password();

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        database = emptyDatabase();
        Path credential = Files.writeString(directory.resolve("credential"), user() + ":" + password());
        gateway = Gateway.builder()
                .policyText("""
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pii, columns: ["shop.*.people.ssn"] }
                grants:
                  - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                rules:
                  - { name: asked, on: { kind: [select], reads: ["*.*.told"] }, verdict: hold, approvers: { groups: [boss] } }
                """.formatted(database, credential))
                .start();
        administrator = DriverManager.getConnection(database, user(), password());
    }

    @BeforeEach
    void connect() throws SQLException {
        reader = through();
        mover = through();
    }

    @AfterEach
    void disconnect() throws SQLException {
        mover.close();
        reader.close();
    }

    @AfterAll
    void stop() throws SQLException {
        gateway.close();
        administrator.close();
    }

    final Connection administrator() {
        return administrator;
    }

    final Connection reader() {
        return reader;
    }

    final Connection mover() {
        return mover;
    }

    final Connection through() throws SQLException {
        return DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "staff"));
    }

    static void run(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    /** Everything a text answers, or how it fails. */
    static String answer(Connection connection, String text) {
        StringBuilder answer = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "count " + statement.getUpdateCount();
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    answer.append(rows.getString(1)).append('\n');
                }
            }
        } catch (SQLException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                answer.append(cause).append('\n');
            }
        }
        return answer.toString();
    }

    static CompletableFuture<String> begun(Connection connection, String text) {
        return CompletableFuture.supplyAsync(() -> answer(connection, text));
    }

    /** Waits until so many statements wait for locks of others, as the database itself says. */
    static void awaitBlocked(Connection watch, String howMany, long expected) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Long.parseLong(answer(watch, howMany).strip()) < expected) {
            assertThat(System.nanoTime()).as("nothing waits").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    static void isMasked(String answer) {
        assertThat(answer).doesNotContain(SECRET).contains("redacted");
    }

    /** One session exchanges names all the time, there and back, while others read, and store, what is plain or protected by turns. */
    final void isMaskedWhileNamesMove(String plain, List<String> there, List<String> back) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Set<String> answers = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                answers.add(answer(reader, "select code from shown"));
            }
        });
        try (Connection storing = through()) {
            CompletableFuture<Void> stores = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    answer(storing, "insert into kept select code from shown");
                }
            });
            try {
                for (int i = 0; i < SWAPS || (i < MOST_SWAPS && !haveBoth(answers, plain)); i++) {
                    for (String text : there) {
                        answer(mover, text);
                    }
                    for (String text : back) {
                        answer(mover, text);
                    }
                }
            } finally {
                done.set(true);
                stores.join();
                reads.join();
            }
        }
        assertThat(answers).matches(seen -> haveBoth(answers, plain), "plain and masked");
        assertThat(String.join("\n", answers)).doesNotContain(SECRET);
        assertThat(answer(administrator, "select count(*) from kept where code like '%SECRET%'"))
                .isEqualTo("0\n");
    }

    private static boolean haveBoth(Set<String> answers, String plain) {
        return answers.contains(plain + "\n") && answers.stream().anyMatch(answer -> answer.contains("redacted"));
    }

    final void refused(Connection connection, String text, String state) {
        assertThatThrownBy(() -> run(connection, text))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
