package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import dev.hoop.gateway.server.identities.jwt.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the identity providers. */
final class IssuerReader {
    private static final List<String> KEYS = List.of(
            "issuer",
            "audience",
            "keys",
            "algorithms",
            "subject-claim",
            "groups-claim",
            "groups",
            "prefix",
            "kind",
            "person-claim",
            "workloads",
            "keys-fresh",
            "keys-usable");

    private final Path directory;
    private final Mistakes mistakes;

    IssuerReader(Path directory, Mistakes mistakes) {
        this.directory = directory;
        this.mistakes = mistakes;
    }

    List<JwtIssuer> read(List<PolicyNode> nodes) {
        List<JwtIssuer> issuers = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Keys keys = Keys.of("an identity provider", node, KEYS, mistakes);
            try {
                issuers.add(issuer(keys));
            } catch (GatewayException e) {
                mistakes.add(node.mark(), String.valueOf(e.getMessage()), "correct it here");
            }
        }
        return issuers;
    }

    private JwtIssuer issuer(Keys keys) {
        Set<String> algorithms = new LinkedHashSet<>(keys.texts("algorithms"));
        JwtIssuer.KeyTimes usual = JwtIssuer.KeyTimes.DEFAULT;
        Duration fresh = keys.time("keys-fresh", usual.fresh());
        Duration usable = keys.time("keys-usable", usual.usable());
        return new JwtIssuer(
                keys.required("issuer", "https://login.example.org"),
                new LinkedHashSet<>(keys.texts("audience")),
                place(keys.required("keys", "https://login.example.org/jwks.json")),
                algorithms.isEmpty() ? JwtIssuer.DEFAULT_ALGORITHMS : algorithms,
                keys.text("subject-claim", "sub"),
                keys.text("groups-claim", "groups"),
                keys.words("groups"),
                keys.text("prefix", ""),
                keys.choice(
                        "kind",
                        Map.of("person", Subject.Kind.PERSON, "service", Subject.Kind.SERVICE),
                        Subject.Kind.PERSON),
                new JwtIssuer.KeyTimes(fresh, usable, usual.between()),
                new JwtIssuer.Accounts(keys.text("person-claim", ""), workloads(keys)));
    }

    private List<Workload> workloads(Keys issuer) {
        List<Workload> workloads = new ArrayList<>();
        for (PolicyNode node : issuer.list("workloads")) {
            Keys keys = Keys.of("a workload", node, List.of("subject", "claims", "groups"), mistakes);
            try {
                workloads.add(new Workload(
                        keys.required("subject", "deploy-bot"),
                        keys.words("claims"),
                        new LinkedHashSet<>(keys.texts("groups"))));
            } catch (GatewayException e) {
                mistakes.add(node.mark(), String.valueOf(e.getMessage()), "correct it here");
            }
        }
        return workloads;
    }

    private String place(String keys) {
        return keys.startsWith("http://") || keys.startsWith("https://")
                ? keys
                : directory.resolve(keys).normalize().toString();
    }
}
