package dev.hoop.gateway.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.assembly.control.ControlClient;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway in this process, and the driver in front of it. */
final class GatewayIT {
    @TempDir
    Path directory;

    private String database;
    private Connection direct;

    @BeforeEach
    void fill() throws SQLException, IOException {
        database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        direct = DriverManager.getConnection(database, "sa", "secret");
        try (Statement statement = direct.createStatement()) {
            statement.execute("create table customers (id int primary key, name varchar(40), ssn varchar(20))");
            statement.execute("insert into customers values (1, 'Ada', '078-05-1120')");
        }
        Files.writeString(directory.resolve("orders.credential"), "sa:secret");
    }

    @AfterEach
    void drop() throws SQLException {
        direct.close();
    }

    private String policy(String grants) {
        return """
                version: 1
                targets:
                  orders: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pii.ssn, columns: ["orders.*.customers.ssn"], mask: { keep-last: 4 } }
                grants:
                %s
                rules:
                  - name: deletes-need-a-person
                    on: { kind: [delete] }
                    verdict: hold
                    approvers: { groups: [dba], quorum: 1 }
                    within: 5m
                """.formatted(database, directory.resolve("orders.credential"), grants);
    }

    private String policy() {
        return policy("  - { name: support, who: { groups: [support] }, target: orders, allow: [select, dml] }");
    }

    private static boolean eventually(BooleanSupplier claim) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && !claim.getAsBoolean()) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return claim.getAsBoolean();
    }

    private static List<String> ssns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select ssn from customers")) {
            List<String> found = new java.util.ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static Connection connect(Gateway gateway, String token) throws SQLException {
        return DriverManager.getConnection(gateway.url("orders"), "sue", token);
    }

    @Test
    void oneLineStartsAGatewayThatMasks() throws SQLException {
        try (Gateway gateway = Gateway.builder().policyText(policy()).start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            assertThat(ssns(connection))
                    .hasSize(1)
                    .allSatisfy(ssn -> assertThat(ssn).endsWith("1120").doesNotContain("078"));
        }
    }

    @Test
    void policyMayBeMadeInCode() throws SQLException {
        Policy made = Policy.builder()
                .target(
                        "orders",
                        target -> target.jdbc(database).credential("file:" + directory.resolve("orders.credential")))
                .grant(
                        "all",
                        grant -> grant.to(Who.groups("support")).on("orders").allow("select"))
                .build();
        try (Gateway gateway = Gateway.builder().policy(made).start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            assertThat(ssns(connection)).containsExactly("078-05-1120");
        }
    }

    @Test
    void gatewayWithoutAPolicyDoesNotStart() {
        assertThatThrownBy(() -> Gateway.builder().start())
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("policyText");
    }

    @Test
    void closedGatewayLeavesNoThreadSocketOrFile() throws Exception {
        Path data;
        try (Gateway gateway = Gateway.builder().policyText(policy()).start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            data = gateway.data().root();
            ssns(connection);
            assertThat(data).isDirectory();
        }

        assertThat(eventually(() -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("hoop-"))))
                .as(() -> Thread.getAllStackTraces().keySet().toString())
                .isTrue();
        assertThat(data).doesNotExist();
    }

    @Test
    void heldStatementIsAnsweredThroughTheGatewayItself() throws Exception {
        try (Gateway gateway = Gateway.builder().policyText(policy()).start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            CompletableFuture<Integer> deleted = CompletableFuture.supplyAsync(() -> delete(connection));
            assertThat(eventually(() -> !gateway.approvals("dana", "dba").list().isEmpty()))
                    .isTrue();
            ApprovalRequest request = gateway.approvals("dana", "dba").list().get(0);
            assertThatThrownBy(() -> gateway.approvals("sue", "dba").approve(request.id(), "my own"))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_NOT_ALLOWED));

            gateway.approvals("dana", "dba").approve(request.id(), "fine");

            assertThat(deleted.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    private static int delete(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from customers where id = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void changedPolicyTakesEffectAndABadOneChangesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("policy.yaml"), policy());
        try (Gateway gateway = Gateway.builder().policyFile(file).start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            Files.writeString(file, "version: 1\ntragets: {}\n");
            String trail = "policy-rejected";
            assertThat(eventually(() -> trailHolds(gateway, trail))).isTrue();
            assertThat(ssns(connection)).hasSize(1);

            Files.writeString(
                    file, policy("  - { name: dba, who: { groups: [dba] }, target: orders, allow: [select] }"));

            assertThat(eventually(() -> gateway.openSessions() == 0)).isTrue();
            assertThatThrownBy(() -> ssns(connection)).isInstanceOf(SQLException.class);
        }
    }

    private static boolean trailHolds(Gateway gateway, String word) {
        try (var files = Files.walk(gateway.data().trail())) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, word));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void tokenRevokedThroughTheControlSocketEndsItsSession() throws Exception {
        try (Gateway gateway = Gateway.builder().policyText(policy()).start()) {
            TokenOffice office = ControlClient.find(gateway.data().control()).orElseThrow();
            String token = gateway.issueToken("sue", "support");
            try (Connection connection = connect(gateway, token)) {
                ssns(connection);

                assertThat(office.revoke(office.list().get(0).id(), "root")).isTrue();

                assertThat(eventually(() -> gateway.openSockets() == 0)).isTrue();
                assertThatThrownBy(() -> ssns(connection)).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> connect(gateway, token))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
            assertThatThrownBy(() -> office.revoke("nothing", "root"))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("there is no token 'nothing'");
        }
    }

    @Test
    void tokensAndStateOutliveTheGateway() throws SQLException {
        Path data = directory.resolve("data");
        String token;
        try (Gateway gateway = Gateway.builder().policyText(policy()).data(data).start()) {
            token = gateway.issueToken("sue", "support");
        }

        try (Gateway gateway = Gateway.builder().policyText(policy()).data(data).start();
                Connection connection = connect(gateway, token)) {
            assertThat(ssns(connection)).hasSize(1);
        }
    }

    @Test
    void keyedHashesStayTheSameWithTheKeyAndOnlyWithIt() throws Exception {
        String hashing = policy().replace("mask: { keep-last: 4 }", "mask: { hash: people }");
        Path key = directory.resolve("shared.key");
        String once = hashed(Gateway.builder().policyText(hashing).maskKey(key));
        String again = hashed(Gateway.builder().policyText(hashing).maskKey(key));
        String elsewhere = hashed(Gateway.builder().policyText(hashing));
        String otherDomain = hashed(
                Gateway.builder().policyText(hashing.replace("people", "staff")).maskKey(key));

        assertThat(once).isEqualTo(again).matches("[A-Z2-7]+").isNotIn(elsewhere, otherDomain);
        assertThat(Files.getPosixFilePermissions(key))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> hashed(Gateway.builder().policyText(hashing).maskKey(key)))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("chmod 600");
    }

    private static String hashed(GatewayBuilder builder) throws SQLException {
        try (Gateway gateway = builder.start();
                Connection connection = connect(gateway, gateway.issueToken("sue", "support"))) {
            return ssns(connection).get(0);
        }
    }

    @Test
    void secondGatewayOnTheSameDataIsRefused() {
        Path data = directory.resolve("data");
        try (Gateway first = Gateway.builder().policyText(policy()).data(data).start()) {
            assertThat(first.port()).isPositive();

            assertThatThrownBy(() ->
                            Gateway.builder().policyText(policy()).data(data).start())
                    .isInstanceOf(GatewayException.class);

            assertThat(ControlClient.find(first.data().control())).isPresent();
        }
    }

    @Test
    void fiveHundredConnectionsOpenedAndDroppedLeaveNothing() throws Exception {
        try (Gateway gateway = Gateway.builder().policyText(policy()).start()) {
            String token = gateway.issueToken("sue", "support");
            for (int i = 0; i < 500; i++) {
                Connection connection = connect(gateway, token);
                if (i % 10 == 0) {
                    connection.setAutoCommit(false);
                    ssns(connection);
                }
                if (i % 2 == 0) {
                    connection.abort(Runnable::run);
                } else {
                    connection.close();
                }
            }

            assertThat(eventually(() -> gateway.openSockets() == 0 && gateway.openSessions() == 0))
                    .isTrue();
        }
    }

    private Path configured(ServerCertificate certificate, String tls) throws IOException {
        Files.writeString(directory.resolve("policy.yaml"), policy());
        assertThat(certificate.certificate()).exists();
        return Files.writeString(directory.resolve("hoop.yaml"), """
                version: 1
                listen: { port: 0 }
                tls: %s
                policy: policy.yaml
                data: data
                """.formatted(tls));
    }

    @Test
    void configuredCertificateIsServedToTheDriver() throws Exception {
        ServerCertificate certificate = ServerCertificate.in(directory);
        Path file = configured(certificate, "{ certificate: server.pem, key: server.key }");
        try (Gateway gateway = Gateway.start(ConfigurationFile.read(file))) {
            String token = gateway.issueToken("sue", "support");
            String url = gateway.url("orders") + "?caFile=" + certificate.certificate();
            try (Connection connection = DriverManager.getConnection(url, "sue", token)) {
                assertThat(ssns(connection)).hasSize(1);
            }

            assertThatThrownBy(() -> DriverManager.getConnection(gateway.url("orders"), "sue", token))
                    .as("an unknown authority is not trusted")
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keyStoreIsServedAsWellAndItsPasswordStandsElsewhere() throws Exception {
        ServerCertificate certificate = ServerCertificate.in(directory);
        Path password = Files.writeString(directory.resolve("password"), ServerCertificate.PASSWORD + "\n");
        Path file = configured(certificate, "{ keystore: server.p12, password: \"file:%s\" }".formatted(password));
        try (Gateway gateway = Gateway.start(ConfigurationFile.read(file));
                Connection connection = DriverManager.getConnection(
                        gateway.url("orders") + "?caFile=" + certificate.certificate(),
                        "sue",
                        gateway.issueToken("sue", "support"))) {
            assertThat(ssns(connection)).hasSize(1);
        }
    }

    @Test
    void olderTlsOtherProtocolsAndPlainTextAreTurnedAway() throws Exception {
        ServerCertificate certificate = ServerCertificate.in(directory);
        Path file = configured(certificate, "{ certificate: server.pem, key: server.key }");
        try (Gateway gateway = Gateway.start(ConfigurationFile.read(file))) {
            SSLContext trusting = trusting(certificate);

            assertThatThrownBy(() -> shake(trusting, gateway.port(), "TLSv1.2", "hoop/1"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> shake(trusting, gateway.port(), "TLSv1.3", "h2"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> shake(trusting, gateway.port(), "TLSv1.3")).isInstanceOf(IOException.class);
            shake(trusting, gateway.port(), "TLSv1.3", "h2", "hoop/1");
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                plain.setSoTimeout(20_000);
                plain.getOutputStream().write("hello gateway".getBytes(StandardCharsets.US_ASCII));
                plain.getOutputStream().flush();
                plain.getInputStream().readAllBytes(); // an alert, then the end
            }
            assertThat(eventually(() -> gateway.openSockets() == 0)).isTrue();
        }
    }

    private static SSLContext trusting(ServerCertificate certificate) throws Exception {
        java.security.KeyStore store = java.security.KeyStore.getInstance(
                certificate.keyStore().toFile(), ServerCertificate.PASSWORD.toCharArray());
        java.security.KeyStore trusted = java.security.KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Shakes hands and stays until the gateway says the next word, or ends the socket because it will not speak this. */
    private static void shake(SSLContext context, int port, String version, String... protocols) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(3_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the gateway ended the socket");
            }
        } catch (java.net.SocketTimeoutException waiting) {
            // the gateway waits for our hello: it speaks this
        }
    }
}
