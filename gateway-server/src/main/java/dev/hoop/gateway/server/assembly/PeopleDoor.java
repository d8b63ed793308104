package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.admin.AdminDoor;
import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.doors.admin.SignOn;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.identities.oidc.CodeFlow;
import dev.hoop.gateway.server.identities.oidc.OpenIdProvider;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Opens the door for people, with the identity provider they sign in at. */
final class PeopleDoor {
    private PeopleDoor() {}

    static AdminDoor open(
            AdminDoorOptions options,
            Optional<Configuration.Provider> provider,
            Credentials credentials,
            Gate gate,
            Clock clock) {
        return AdminDoor.open(options, gate, provider.map(each -> signOn(each, credentials)), clock);
    }

    private static SignOn signOn(Configuration.Provider provider, Credentials credentials) {
        CodeFlow flow = flow(provider, credentials);
        return new SignOn() {
            @Override
            public String name() {
                return provider.name();
            }

            @Override
            public URI authorization(Request request) {
                return flow.authorization(request.state(), request.nonce(), request.verifier(), request.back());
            }

            @Override
            public String token(String code, String issuer, Request request) {
                return flow.token(code, issuer, request.verifier(), request.back());
            }
        };
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
