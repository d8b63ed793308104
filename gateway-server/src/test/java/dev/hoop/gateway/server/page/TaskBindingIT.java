package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.IssueServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task lets its assignee do, as a tracker of Jira's shape tells of it, and for how long. */
final class TaskBindingIT {
    @TempDir
    Path directory;

    private IssueServer jira;
    private Connection direct;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        jira = IssueServer.start();
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        direct = DriverManager.getConnection(database, "sa", "secret");
        try (Statement statement = direct.createStatement()) {
            statement.execute("create table t (id int primary key)");
        }
        Files.writeString(directory.resolve("shop"), "sa:secret");
        Files.writeString(directory.resolve("jira"), "hoop:jira-secret");
        Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                grants:
                  - { name: reading, who: { groups: [dev] }, target: shop, allow: [select] , task: { type: [Bug, Migration] } }
                  - { name: migrations, who: { groups: [dev] }, target: shop, allow: [select, dml], task: { type: Migration, state: In Progress } }
                rules:
                  - { name: deletes, on: { kind: [delete] }, verdict: hold, approvers: { task-reviewers: true }, within: 5m }
                """.formatted(database, directory.resolve("shop")));
        gateway = Gateway.start(ConfigurationFile.read(Files.writeString(
                directory.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                tracker: %s
                """.formatted(jira.configured(directory.resolve("jira"))))));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        jira.close();
        direct.close();
    }

    @Test
    void taskGivesWhatItsTypeAndStateNeedAndNothingMore() throws Exception {
        jira.put("OPS-1", "Migration", "In Progress", "indeterminate", "sue");
        jira.put("OPS-2", "Bug", "In Progress", "indeterminate", "sue");
        jira.put("OPS-3", "Migration", "To Do", "new", "sue");
        jira.put("OPS-4", "Question", "In Progress", "indeterminate", "sue");

        try (Connection migration = connect("sue", "OPS-1");
                Connection bug = connect("sue", "OPS-2");
                Connection early = connect("sue", "OPS-3")) {
            assertThat(run(migration, "insert into t values (1)")).isEqualTo(1);
            assertThat(count(bug)).isEqualTo(1);
            assertThatThrownBy(() -> run(bug, "insert into t values (2)")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run(early, "insert into t values (3)")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> connect("sue", "OPS-4")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect("sue", "OPS-404")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect("sue", "")).isInstanceOf(SQLException.class);
        assertThat(jira.proof()).startsWith("Basic ");
    }

    @Test
    void taskOfSomebodyElseGivesNothing() {
        jira.put("OPS-1", "Migration", "In Progress", "indeterminate", "tom");

        assertThatThrownBy(() -> connect("sue", "OPS-1")).isInstanceOf(SQLException.class);
        for (String id : new String[] {"../../admin", "OPS-1%2F..%2FOPS-2", "OPS 1", "OPS-1?x"}) {
            assertThatThrownBy(() -> connect("tom", java.net.URLEncoder.encode(id, StandardCharsets.UTF_8)))
                    .as(id)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void closingTheTaskEndsTheSession() throws Exception {
        jira.put("OPS-1", "Migration", "In Progress", "indeterminate", "sue");
        try (Connection open = connect("sue", "OPS-1")) {
            assertThat(count(open)).isZero();

            jira.put("OPS-1", "Migration", "In Progress", "done", "sue");

            assertThat(eventually(() -> fails(open))).isTrue();
            assertThatThrownBy(() -> connect("sue", "OPS-1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nothingBeginsWhileTheTrackerIsSilentAndWhatRunsGoesOn() throws Exception {
        jira.put("OPS-1", "Migration", "In Progress", "indeterminate", "sue");
        jira.put("OPS-2", "Migration", "In Progress", "indeterminate", "sue");
        try (Connection open = connect("sue", "OPS-1")) {
            jira.goDown();

            assertThatThrownBy(() -> connect("sue", "OPS-2")).isInstanceOf(SQLException.class);
            assertThat(count(open)).isZero();
        }
    }

    @Test
    void reviewerOfTheTaskApprovesAndItsAssigneeDoesNot() throws Exception {
        jira.put("OPS-1", "Migration", "In Progress", "indeterminate", "sue");
        try (Connection connection = connect("sue", "OPS-1")) {
            run(connection, "insert into t values (1)");
            CompletableFuture<Integer> delete = CompletableFuture.supplyAsync(() -> {
                try {
                    return run(connection, "delete from t where id = 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
            String id = found(() -> gateway.approvals("rene").list().stream()
                    .filter(request -> request.state() == ApprovalRequest.State.PENDING)
                    .map(ApprovalRequest::id)
                    .findFirst());

            assertThat(gateway.approvals("rene").read(id).task()).isEqualTo("OPS-1");
            assertThatThrownBy(() -> gateway.approvals("sue").approve(id, "mine"))
                    .hasMessageContaining("own");
            assertThatThrownBy(() -> gateway.approvals("tom", "dba").approve(id, "?"))
                    .hasMessageContaining("no request");
            gateway.approvals("rene").approve(id, "as discussed in OPS-1");

            assertThat(delete.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    private Connection connect(String subject, String task) throws SQLException {
        String more = task.isEmpty() ? "" : "&task=" + task;
        return DriverManager.getConnection(gateway.url("shop") + more, "", gateway.issueToken(subject, "dev"));
    }

    private static int run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean fails(Connection connection) {
        try {
            count(connection);
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static boolean eventually(Supplier<Boolean> claim) {
        return found(() -> claim.get() ? Optional.of(true) : Optional.empty());
    }

    private static <T> T found(Supplier<Optional<T>> found) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Optional<T> now = found.get();
            if (now.isPresent()) {
                return now.get();
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("it does not come");
    }
}
