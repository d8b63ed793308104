package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.assembly.policyfile.PolicyFile;
import dev.hoop.gateway.server.connectors.ssh.SshConnector;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.GatePorts;
import dev.hoop.gateway.server.gate.HiddenSecrets;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.NoRecordings;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.KeyIdentities;
import dev.hoop.gateway.server.secrets.local.LocalCredentials;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.approvals.SqlApprovals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A door, its gate and one host behind it, put together by hand, so that a test chooses the trail and how the door listens. */
final class OneDoor implements AutoCloseable {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: env:WEB
                options: { shell: sh, home: %2$s, host-key: "%3$s", record-input: true, record-file-bytes: 50000 }
            grants:
              - { name: ops, who: { groups: [ops] }, target: web, allow: [command, files], commands: ["*"], paths: ["/**"] }
            rules:
              - { name: no-reboot, on: { programs: [reboot] }, verdict: deny }
            """;

    private final Path home;
    private final SshHost host;
    private final StateDatabase state;
    private final SqlApprovals approvals;
    private final SshConnector connector;
    private final Gate gate;
    private final SshDoor door;

    private OneDoor(Path base, AuditTrail trail, UnaryOperator<SshDoorOptions> how) throws Exception {
        home = Files.createDirectory(base.toRealPath().resolve("home"));
        host = SshHost.in(home);
        host.server().setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        state = StateDatabase.embedded(base.resolve("state"));
        approvals = new SqlApprovals(state, NodeLease.take(state, "node-1"));
        LocalCredentials credentials = new LocalCredentials(Map.of("WEB", SshHost.USER + ":" + SshHost.PASSWORD));
        KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        connector = new SshConnector(credentials, () -> key, Clock.systemUTC());
        Policy policy = PolicyFile.parse("policy.yaml", POLICY.formatted(host.port(), home, host.key()));
        GatePorts ports = new GatePorts(
                new Sue(),
                new NoKeys(),
                trail,
                new NoRecordings(),
                approvals,
                Map.of(),
                Map.of("ssh", connector),
                MaskTools.none(),
                new HiddenSecrets(credentials),
                Roles.NONE,
                Optional.empty());
        gate = new Gate(ports, () -> policy, new Analyzer(), Clock.systemUTC());
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        door = SshDoor.open(how.apply(SshDoorOptions.defaults(anywhere, List.of(key))), gate, Clock.systemUTC());
    }

    /** With its files in a directory. Any token logs in as sue, who is in ops. */
    static OneDoor in(Path base, AuditTrail trail, UnaryOperator<SshDoorOptions> how) throws Exception {
        return new OneDoor(base, trail, how);
    }

    Path home() {
        return home;
    }

    SshHost host() {
        return host;
    }

    int port() {
        return door.port();
    }

    /** Waits until the command that has written the number of its process into {@code pid} has ended. */
    void awaitEndOfCommand() throws Exception {
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        BetweenOpenSsh.await(
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Override
    public void close() {
        door.close();
        gate.closeAll();
        connector.close();
        approvals.close();
        state.close();
        host.close();
    }

    /** Takes any token for one of sue, who is in ops. */
    private static final class Sue implements Identities {
        @Override
        public Identity verify(String token) {
            return new Identity(
                    new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("ops")), token, Optional.empty());
        }

        @Override
        public boolean stands(Identity identity) {
            return true;
        }
    }

    private static final class NoKeys implements KeyIdentities {
        @Override
        public Identities.Identity holder(String line) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "there are no keys");
        }

        @Override
        public String certify(Identities.Identity holder, CertificateWish wish) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, "there are no certificates");
        }

        @Override
        public String fingerprint(String line) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, "there are no keys");
        }
    }
}
