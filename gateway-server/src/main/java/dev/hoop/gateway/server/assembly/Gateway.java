package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.admin.AdminDoor;
import dev.hoop.gateway.server.doors.remote.RemoteDoor;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A running gateway. Starts in one line and stops with try-with-resources:
 *
 * <pre>{@code
 * try (Gateway gateway = Gateway.builder().policyFile(Path.of("policy.yaml")).start()) {
 *     String token = gateway.issueToken("sue", "support");
 *     try (Connection connection = DriverManager.getConnection(gateway.url("orders"), "sue", token)) { … }
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Gateway implements AutoCloseable {
    private static final String DOOR = "embedded";
    private static final Duration DESK_TOKEN = Duration.ofMinutes(5);

    private final Wiring wiring;
    private final Configuration configuration;

    Gateway(Wiring wiring, Configuration configuration) {
        this.wiring = wiring;
        this.configuration = configuration;
    }

    /** Begins the set-up of a gateway in this process; without more it listens on a free port of loopback and keeps nothing. */
    public static GatewayBuilder builder() {
        return new GatewayBuilder();
    }

    /**
     * Starts a gateway as a configuration file has it.
     *
     * @throws GatewayException with one sentence that says what does not work, where, and how to fix it
     */
    public static Gateway start(Configuration configuration) {
        return new Gateway(
                Wiring.of(
                        configuration,
                        Optional.empty(),
                        PolicySource.watching(configuration.policy()),
                        Wiring.Keep.DATA),
                configuration);
    }

    /** The port that drivers connect to. */
    public int port() {
        return door().port();
    }

    /** The JDBC URL of a target. */
    public String url(String target) {
        String host = configuration.listen().getAddress().getHostAddress();
        String address = host.indexOf(':') < 0 ? host : "[" + host + "]";
        String plain = configuration.remote().tls().isEmpty() ? "?tls=off" : "";
        return "jdbc:hoop://%s:%d/%s%s".formatted(address, port(), target, plain);
    }

    /** Where people answer requests and look at sessions; empty when the gateway has no door for people. */
    public Optional<URI> page() {
        return wiring.page().map(AdminDoor::url);
    }

    /** The port of the door for SSH; empty when there is none. */
    public OptionalInt sshPort() {
        return wiring.ssh().map(door -> OptionalInt.of(door.port())).orElse(OptionalInt.empty());
    }

    /** Issues a token that ends with the day, for programs and tests that bring their own gateway along. */
    public String issueToken(String subject, String... groups) {
        return tokens().issue(person(subject, groups), DOOR, Optional.of(Duration.ofHours(24)))
                .secret();
    }

    /** Issues, lists and revokes tokens. */
    public TokenOffice tokens() {
        return wiring.tokens();
    }

    /** Reads and answers requests for approval as that subject; the requester itself is refused here as everywhere. */
    public ApprovalDesk approvals(String subject, String... groups) {
        Gate gate = wiring.gate();
        String token = tokens().issue(person(subject, groups), DOOR, Optional.of(DESK_TOKEN))
                .secret();
        return gate.approvals(gate.login(token, "", DOOR, "in process"));
    }

    /** Where this gateway keeps its trail and recordings. */
    public DataDirectory data() {
        return wiring.data();
    }

    /** How many sessions are open. */
    public int openSessions() {
        return wiring.gate().openSessions();
    }

    /** How many sockets are open, logged in or not. */
    public int openSockets() {
        return door().openSockets();
    }

    /** Stops taking statements, lets what runs come to its end for a bounded time, and closes everything. */
    @Override
    public void close() {
        wiring.close();
    }

    private RemoteDoor door() {
        return wiring.door();
    }

    private static Subject person(String subject, String... groups) {
        if (subject.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a token needs a subject; name who will use it");
        }
        return new Subject(new SubjectName(subject), Subject.Kind.PERSON, Set.of(groups));
    }
}
