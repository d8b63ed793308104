package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.answerers.opa.OpaMachine;
import dev.hoop.gateway.server.answerers.webhook.WebhookMachine;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.notifiers.slack.SlackChannel;
import dev.hoop.gateway.server.notifiers.webhook.Webhook;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import dev.hoop.gateway.server.ports.notifications.ToldMessages;
import dev.hoop.gateway.server.ports.tasks.Tracker;
import dev.hoop.gateway.server.trackers.rest.RestTracker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who are told what happens, and those that answer, as the configuration names them. */
final class Told {
    private Told() {}

    static List<AnsweringMachine> machines(Configuration.People people, Credentials credentials, Clock clock) {
        List<AnsweringMachine> machines = new ArrayList<>();
        for (Configuration.Machine machine : people.machines()) {
            machines.add(
                    switch (machine.sort()) {
                        case OPA ->
                            new OpaMachine(
                                    machine.name(), machine.address(), machine.within(), bearer(machine, credentials));
                        case WEBHOOK -> new WebhookMachine(place(machine, credentials), clock);
                    });
        }
        return machines;
    }

    private static Optional<String> bearer(Configuration.Machine machine, Credentials credentials) {
        return machine.credential().isEmpty()
                ? Optional.empty()
                : Optional.of(credentials.lease(machine.credential()).password());
    }

    private static WebhookMachine.Place place(Configuration.Machine machine, Credentials credentials) {
        Credentials.Secret secret = credentials.lease(machine.credential());
        return new WebhookMachine.Place(
                machine.name(), machine.address(), machine.within(), secret.user(), secret.password());
    }

    static Optional<Tracker> tracker(Configuration.People people, Credentials credentials) {
        return people.tracker()
                .map(tracker -> new RestTracker(
                        new RestTracker.Place(
                                tracker.address(),
                                tracker.within(),
                                tracker.credential().isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(proof(credentials.lease(tracker.credential())))),
                        tracker.shape()));
    }

    private static String proof(Credentials.Secret secret) {
        String pair = secret.user() + ":" + secret.password();
        return secret.user().equals("bearer")
                ? "Bearer " + secret.password()
                : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, Notifier> of(
            Configuration.People people, Credentials credentials, ToldMessages told, Clock clock) {
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
        for (Configuration.Chat chat : people.chats()) {
            String token = credentials.lease(chat.credential()).password();
            notifiers.put(
                    chat.name(),
                    new SlackChannel(
                            new SlackChannel.Place(chat.name(), chat.api(), chat.channel(), token, page), told));
        }
        people.mails().forEach(mail -> notifiers.put(mail.name(), Mails.notifier(mail, credentials, page, clock)));
        return notifiers;
    }
}
