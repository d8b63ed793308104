package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what answers requests, and is reached over HTTP. */
final class HookReader {
    private final Mistakes mistakes;

    HookReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Configuration.Machine> machines(List<PolicyNode> nodes) {
        List<Configuration.Machine> machines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PolicyNode node : nodes) {
            Keys keys = Keys.of("a machine", node, List.of("name", "opa", "webhook", "within", "credential"), mistakes);
            String name = keys.required("name", "opa");
            if (!names.add(name)) {
                mistakes.add(keys.mark("name"), "two machines have this name", "give each its own");
            }
            boolean webhook = keys.has("webhook");
            if (webhook == keys.has("opa")) {
                mistakes.add(
                        keys.mark("opa"),
                        "a machine needs either 'opa' or 'webhook'",
                        "name the address of one of them");
                continue;
            }
            machines.add(new Configuration.Machine(
                    name,
                    webhook ? Configuration.Machine.Sort.WEBHOOK : Configuration.Machine.Sort.OPA,
                    address(keys, webhook ? "webhook" : "opa"),
                    keys.time("within", Duration.ofSeconds(2)),
                    webhook ? keys.required("credential", "env:HOOP_MACHINE") : keys.text("credential", "")));
        }
        return machines;
    }

    private URI address(Keys keys, String key) {
        return URI.create(address(keys, key, mistakes));
    }

    /** An address of another machine over TLS, or of this one; {@code {id}} may stand in it. */
    static String address(Keys keys, String key, Mistakes mistakes) {
        String text = keys.required(key, "https://ops.example.org/hoop");
        try {
            URI address = URI.create(text.replace("{id}", "id"));
            boolean near = "http".equals(address.getScheme())
                    && address.getHost() != null
                    && InetAddress.getByName(address.getHost()).isLoopbackAddress();
            if (near || "https".equals(address.getScheme())) {
                return text;
            }
        } catch (IllegalArgumentException | UnknownHostException e) {
            // told below
        }
        mistakes.add(
                keys.mark(key), "'" + key + "' is no https address", "write https://…; http goes to loopback only");
        return "https://invalid.invalid/{id}".replace("/{id}", text.contains("{id}") ? "/{id}" : "");
    }
}
