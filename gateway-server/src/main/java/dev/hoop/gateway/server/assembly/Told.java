package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.notifiers.webhook.Webhook;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Those who are told what happens, as the configuration names them. */
final class Told {
    private Told() {}

    static Map<String, Notifier> of(Configuration.People people, Credentials credentials, Clock clock) {
        Optional<URI> page = people.door().flatMap(AdminDoorOptions::url);
        Map<String, Notifier> notifiers = new LinkedHashMap<>();
        for (Configuration.Hook hook : people.hooks()) {
            Credentials.Secret secret = credentials.lease(hook.credential());
            notifiers.put(
                    hook.name(),
                    new Webhook(
                            new Webhook.Place(
                                    hook.name(), hook.address(), hook.form(), secret.user(), secret.password(), page),
                            clock));
        }
        return notifiers;
    }
}
