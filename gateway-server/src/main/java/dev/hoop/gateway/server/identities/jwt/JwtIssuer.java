package dev.hoop.gateway.server.identities.jwt;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An identity provider that is trusted, and how its tokens are read.
 *
 * @param issuer the exact {@code iss} claim
 * @param audiences a token must name one of these in {@code aud}: one made for another service is no good here
 * @param keys where its public keys are: a path, or an https URL (http for loopback only)
 * @param algorithms the signature algorithms that are accepted
 * @param subjectClaim the claim that names the subject
 * @param groupsClaim the claim that lists the groups; dots lead into objects: {@code realm_access.roles}
 * @param groups the provider's names for groups and ours; when empty, groups keep their names, else those not listed are dropped
 * @param subjectPrefix put before every subject name, to keep providers apart that may use the same names
 * @param accounts whose accounts its subjects are
 */
public record JwtIssuer(
        String issuer,
        Set<String> audiences,
        String keys,
        Set<String> algorithms,
        String subjectClaim,
        String groupsClaim,
        Map<String, String> groups,
        String subjectPrefix,
        Subject.Kind kind,
        KeyTimes times,
        Accounts accounts) {
    /** All that may be accepted: signatures with a public key. What is symmetric, or nothing, never is. */
    public static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    public static final Set<String> DEFAULT_ALGORITHMS = Set.of("RS256", "PS256", "ES256", "EdDSA", "Ed25519");

    /**
     * How long keys are used.
     *
     * @param fresh keys younger than this are not asked for again
     * @param usable keys older than this are not used, however long the provider cannot be reached
     * @param between the shortest time between two questions
     */
    public record KeyTimes(Duration fresh, Duration usable, Duration between) {
        public static final KeyTimes DEFAULT =
                new KeyTimes(Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofSeconds(10));
    }

    /**
     * Whose accounts the provider's subjects are.
     *
     * @param personClaim names the person behind an account, the same in every account of one person, such as {@code email}; empty when
     *     each account is a person of its own
     * @param workloads when given, a token must fit one of these, and the first that it fits names its subject
     */
    public record Accounts(String personClaim, List<Workload> workloads) {
        public static final Accounts PLAIN = new Accounts("", List.of());

        public Accounts {
            workloads = List.copyOf(workloads);
        }
    }

    /** An issuer whose every account is a person, or a service, of its own. */
    public JwtIssuer(
            String issuer,
            Set<String> audiences,
            String keys,
            Set<String> algorithms,
            String subjectClaim,
            String groupsClaim,
            Map<String, String> groups,
            String subjectPrefix,
            Subject.Kind kind,
            KeyTimes times) {
        this(
                issuer,
                audiences,
                keys,
                algorithms,
                subjectClaim,
                groupsClaim,
                groups,
                subjectPrefix,
                kind,
                times,
                Accounts.PLAIN);
    }

    public JwtIssuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        groups = Map.copyOf(groups);
        require(!issuer.isBlank(), issuer, "issuer is blank");
        require(!audiences.isEmpty(), issuer, "no audience is given; name the one its tokens carry for this gateway");
        require(
                !algorithms.isEmpty() && ALGORITHMS.containsAll(algorithms),
                issuer,
                "algorithms must be among " + sorted());
        require(!subjectClaim.isBlank(), issuer, "subject-claim is blank");
    }

    private static void require(boolean holds, String issuer, String what) {
        if (!holds) {
            throw new GatewayException(ErrorCode.CONFIGURATION_INVALID, "identity provider '" + issuer + "': " + what);
        }
    }

    private static String sorted() {
        return String.join(", ", new java.util.TreeSet<>(ALGORITHMS));
    }
}
