package dev.hoop.gateway.server.assembly.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationFileIT {
    @TempDir
    Path directory;

    private Configuration read(String text) throws IOException {
        return ConfigurationFile.read(Files.writeString(directory.resolve("hoop.yaml"), text));
    }

    private void refused(String text, String... parts) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContainingAll(parts);
    }

    @Test
    void shortestConfigurationListensOnLoopbackAlone() throws IOException {
        Configuration configuration = read("version: 1\nplain: true\npolicy: policy.yaml\n");

        assertThat(configuration.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(configuration.listen().getPort()).isEqualTo(8010);
        assertThat(configuration.policy()).isEqualTo(directory.resolve("policy.yaml"));
        assertThat(configuration.data()).isEqualTo(directory.resolve("data"));
        assertThat(configuration.remote().threads()).isEqualTo(RemoteDoorOptions.ThreadMode.PLATFORM);
    }

    @Test
    void everythingThatCanBeSaidIsHeard() throws IOException {
        Configuration configuration = read("""
                version: 1
                plain: true
                listen: { address: 127.0.0.1, port: 9000 }
                node: gw-1
                threads: virtual
                policy: rules
                data: /var/lib/hoop
                store: { url: "jdbc:postgresql://db/hoop", credential: env:HOOP_STORE }
                trail: { witnesses: [/mnt/witness] }
                recordings: { rows: 10, bytes: 1000 }
                drain: 30s
                limits:
                  sessions: 10
                  sessions-per-address: 5
                  login-within: 2s
                  idle-after: 1h
                  stuck-after: 20s
                  frame-bytes: 65536
                  message-bytes: 1000000
                  upload-megabytes: 100
                identity:
                  - issuer: https://login.example.org
                    audience: hoop
                    keys: keys.json
                    algorithms: [ES256]
                    subject-claim: email
                    groups-claim: realm_access.roles
                    groups: { db-admins: dba }
                    prefix: "idp:"
                    kind: service
                    keys-fresh: 1m
                    keys-usable: 2h
                """);

        assertThat(configuration.remote().sessions()).isEqualTo(10);
        assertThat(configuration.remote().sessionsPerAddress()).isEqualTo(5);
        assertThat(configuration.remote().loginWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.remote().limits().messageBytes()).isEqualTo(1_000_000);
        assertThat(configuration.remote().node()).isEqualTo("gw-1");
        assertThat(configuration.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.store()).isPresent();
        assertThat(configuration.witnesses()).containsExactly(Path.of("/mnt/witness"));
        JwtIssuer issuer = configuration.issuers().get(0);
        assertThat(issuer.keys()).isEqualTo(directory.resolve("keys.json").toString());
        assertThat(issuer.groups()).isEqualTo(Map.of("db-admins", "dba"));
        assertThat(issuer.kind()).isEqualTo(Subject.Kind.SERVICE);
        assertThat(issuer.times().usable()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void unknownKeyIsNamedWithItsPlaceAndItsNearestNeighbour() {
        refused(
                "version: 1\nplain: true\npolicy: p.yaml\nlimits: { sesions: 3 }\n",
                "hoop.yaml:4:11",
                "unknown key 'sesions'",
                "did you mean 'sessions'?");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        refused(
                "version: 2\nlisten: { port: 70000 }\nthreads: green\ndrain: soon\n",
                "mistakes",
                "version 1",
                "'port' is not a whole number",
                "'threads'",
                "'drain' is not a time span",
                "no 'tls' is given",
                "has no 'policy'");
    }

    @Test
    void plainIsForThisMachineAlone() {
        refused("version: 1\nplain: true\npolicy: p.yaml\nlisten: { address: 0.0.0.0 }\n", "loopback");
    }

    @Test
    void plainAndTlsTogetherAreRefused() {
        refused("version: 1\nplain: true\ntls: { certificate: a, key: b }\npolicy: p.yaml\n", "both 'tls' and 'plain'");
    }

    @Test
    void passwordInTheFileIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("version: 1\ntls: { keystore: a.p12, password: hunter2 }\npolicy: p.yaml\n"))
                .hasMessageContaining("stands in the configuration")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void providerWithoutAudienceIsRefused() {
        refused(
                "version: 1\nplain: true\npolicy: p.yaml\nidentity:\n  - { issuer: \"https://a\", keys: k.json }\n",
                "hoop.yaml:5",
                "no audience is given");
    }

    @Test
    void missingCertificateIsNamed() {
        refused(
                "version: 1\ntls: { certificate: none.pem, key: none.key }\npolicy: p.yaml\n",
                "none.pem",
                "cannot be used");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> ConfigurationFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("--config");
    }
}
