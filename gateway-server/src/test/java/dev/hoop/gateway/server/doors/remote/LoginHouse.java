package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.GatePorts;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.identities.AnyIdentities;
import dev.hoop.gateway.server.identities.MovingClock;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.identities.issued.IssuedTokens;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.NoRecordings;
import dev.hoop.gateway.server.ports.audit.RecordingAuditTrail;
import dev.hoop.gateway.server.ports.identity.FakeTokenStore;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A door before a gate that knows subjects, and no targets. */
final class LoginHouse implements AutoCloseable {
    final MovingClock clock = new MovingClock();
    final FakeTokenStore tokens = new FakeTokenStore();
    final IssuedTokens issued = new IssuedTokens(tokens, clock);
    final Revocations revocations = new Revocations(tokens, clock);
    final RecordingAuditTrail trail = new RecordingAuditTrail();
    final RemoteDoor door;
    volatile Supplier<Policy> policy = () -> {
        throw new AssertionError("no policy is asked at login");
    };

    LoginHouse() {
        this(UnaryOperator.identity());
    }

    LoginHouse(UnaryOperator<RemoteDoorOptions> change) {
        this(Optional.empty(), change);
    }

    LoginHouse(Optional<SSLContext> tls, UnaryOperator<RemoteDoorOptions> change) {
        GatePorts ports = new GatePorts(
                new AnyIdentities(issued, Optional.empty(), revocations),
                trail,
                new NoRecordings(),
                nobodyAsks(),
                Map.of(),
                MaskTools.none(),
                Roles.NONE);
        Gate gate = new Gate(ports, () -> policy.get(), new Analyzer(), clock);
        RemoteDoorOptions usual =
                RemoteDoorOptions.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls);
        door = RemoteDoor.open(change.apply(usual), gate, clock);
    }

    static UnaryOperator<RemoteDoorOptions> sessions(int all, int perAddress) {
        return usual -> new RemoteDoorOptions(
                usual.listen(),
                usual.tls(),
                all,
                perAddress,
                usual.limits(),
                usual.loginWithin(),
                usual.idleAfter(),
                usual.stuckAfter(),
                usual.threads(),
                usual.uploadBytes(),
                usual.node());
    }

    static UnaryOperator<RemoteDoorOptions> loginWithin(Duration time) {
        return usual -> new RemoteDoorOptions(
                usual.listen(),
                usual.tls(),
                usual.sessions(),
                usual.sessionsPerAddress(),
                usual.limits(),
                time,
                usual.idleAfter(),
                usual.stuckAfter(),
                usual.threads(),
                usual.uploadBytes(),
                usual.node());
    }

    String token(String subject, Duration life) {
        Subject who = new Subject(new SubjectName(subject), Subject.Kind.PERSON, Set.of("support"));
        return issued.issue(who, "test", Optional.of(life)).secret();
    }

    RawClient connect() throws java.io.IOException {
        return RawClient.connect(door.port());
    }

    private static Approvals nobodyAsks() {
        return (Approvals) Proxy.newProxyInstance(
                LoginHouse.class.getClassLoader(), new Class<?>[] {Approvals.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("no approvals are asked for at login");
                });
    }

    @Override
    public void close() {
        door.close(Duration.ofSeconds(1));
    }
}
