package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.server.notifiers.webhook.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads who is told of requests. */
final class HookReader {
    private final Mistakes mistakes;

    HookReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Configuration.Hook> read(List<PolicyNode> nodes) {
        List<Configuration.Hook> hooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PolicyNode node : nodes) {
            Keys keys = Keys.of("a webhook", node, List.of("name", "webhook", "form", "credential"), mistakes);
            String name = keys.required("name", "ops");
            if (!names.add(name)) {
                mistakes.add(keys.mark("name"), "two webhooks have this name", "give each its own");
            }
            hooks.add(new Configuration.Hook(
                    name,
                    address(keys),
                    keys.choice(
                            "form", Map.of("json", Webhook.Form.JSON, "slack", Webhook.Form.SLACK), Webhook.Form.JSON),
                    keys.required("credential", "env:HOOP_WEBHOOK")));
        }
        return hooks;
    }

    private URI address(Keys keys) {
        String text = keys.required("webhook", "https://ops.example.org/hoop");
        try {
            URI address = URI.create(text);
            boolean near = "http".equals(address.getScheme())
                    && address.getHost() != null
                    && InetAddress.getByName(address.getHost()).isLoopbackAddress();
            if (near || "https".equals(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException | UnknownHostException e) {
            // told below
        }
        mistakes.add(
                keys.mark("webhook"), "'webhook' is no https address", "write https://…; http goes to loopback only");
        return URI.create("https://invalid.invalid");
    }
}
