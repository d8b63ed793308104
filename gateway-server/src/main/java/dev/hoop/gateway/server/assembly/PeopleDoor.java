package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.admin.AdminDoor;
import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.doors.admin.KeptAnswers;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.SignOnDesk;
import dev.hoop.gateway.server.identities.oidc.CodeFlow;
import dev.hoop.gateway.server.identities.oidc.OpenIdProvider;
import dev.hoop.gateway.server.identities.oidc.OpenIdSignOn;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.SignOn;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.answers.SqlAnswers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Opens the door for people, with the identity provider they sign in at. */
final class PeopleDoor {
    private static final Duration KEEP = Duration.ofHours(24);

    private PeopleDoor() {}

    static AdminDoor open(
            AdminDoorOptions options,
            Optional<SignOn> signOn,
            StateDatabase state,
            Gate gate,
            Housekeeping house,
            Clock clock) {
        return AdminDoor.open(
                options,
                gate,
                house,
                signOn.map(provider -> new SignOnDesk(gate, provider)),
                kept(new SqlAnswers(state, KEEP)),
                clock);
    }

    private static KeptAnswers kept(SqlAnswers answers) {
        return new KeptAnswers() {
            @Override
            public Optional<Known> take(String subject, String key, String asked) {
                return answers.take(subject, key, asked)
                        .map(known -> new Known(known.asked(), known.status(), known.body()));
            }

            @Override
            public void answered(String subject, String key, int status, String body) {
                answers.answered(subject, key, status, body);
            }

            @Override
            public void release(String subject, String key) {
                answers.release(subject, key);
            }
        };
    }

    static SignOn signOn(Configuration.Provider provider, Credentials credentials, Identities identities) {
        return new OpenIdSignOn(provider.name(), flow(provider, credentials), identities);
    }

    private static CodeFlow flow(Configuration.Provider provider, Credentials credentials) {
        OpenIdProvider endpoints = new OpenIdProvider(provider.issuer());
        if (provider.credential().isEmpty()) {
            return new CodeFlow(endpoints, provider.client(), Optional.empty(), provider.scopes());
        }
        Credentials.Secret secret = credentials.lease(provider.credential());
        return new CodeFlow(endpoints, secret.user(), Optional.of(secret.password()), provider.scopes());
    }
}
