package dev.hoop.gateway.samples.cijob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.ApprovalWatch;
import dev.hoop.gateway.remote.ApprovalsClient;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.TlsOptions;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.server.assembly.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real gateway; the person is a program that watches for requests. */
final class MigrationJobIT {
    private static final String POLICY = """
            version: 1
            targets:
              shop: { type: jdbc, url: "%s", credential: "file:%s" }
            grants:
              - { name: deploy, who: { groups: [deploy] }, target: shop, allow: [ddl, dml] }
            rules:
              - { name: schema-changes, on: { kind: [ddl] }, verdict: hold, approvers: { groups: [dba] }, within: 5m }
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Connection owner;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        String url = "jdbc:h2:mem:ci-" + UUID.randomUUID();
        owner = DriverManager.getConnection(url, "owner", "secret");
        Path credential = directory.resolve("credential");
        Files.writeString(credential, "owner:secret");
        gateway =
                Gateway.builder().policyText(POLICY.formatted(url, credential)).start();
    }

    @AfterEach
    void stop() throws SQLException {
        gateway.close();
        owner.close();
    }

    @Test
    void migrationRunsOnceAPersonHasAgreed() throws Exception {
        int exit = jobAnsweredWith(true);

        assertThat(exit).isZero();
        assertThat(told.toString(UTF_8))
                .contains("waiting for [dba]")
                .contains("APPROVED")
                .contains("done:");
        assertThat(tables()).isEqualTo(1);
    }

    @Test
    void migrationStopsWhenAPersonRefuses() throws Exception {
        int exit = jobAnsweredWith(false);

        assertThat(exit).isEqualTo(1);
        assertThat(told.toString(UTF_8)).contains("REJECTED").contains("not before the weekend");
        assertThat(tables()).isZero();
    }

    private int jobAnsweredWith(boolean yes) {
        RemoteOptions dora = RemoteOptions.builder(TokenProvider.value(gateway.issueToken("dora", "dba")))
                .address("127.0.0.1", gateway.port())
                .tls(TlsOptions.plain())
                .build();
        try (ApprovalsClient desk = ApprovalsClient.connect(dora)) {
            ApprovalWatch watch = desk.watch(new Answering(desk, yes));
            int exit = MigrationJob.run(
                    gateway.url("shop"),
                    gateway.issueToken("deploy-bot", "deploy"),
                    List.of("create table invoices (id int primary key)"),
                    new PrintStream(told, true, UTF_8));
            watch.close();
            return exit;
        }
    }

    private long tables() throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from information_schema.tables where table_name = 'INVOICES'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private record Answering(ApprovalsClient desk, boolean yes) implements ApprovalWatch.Listener {
        @Override
        public void changed(ApprovalRequest request) {
            if (request.state() != ApprovalRequest.State.PENDING) {
                return;
            }
            if (yes) {
                desk.approve(request.id(), "");
            } else {
                desk.refuse(request.id(), "not before the weekend");
            }
        }

        @Override
        public void failed(GatewayException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
