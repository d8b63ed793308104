package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.doors.ssh.SignInByCode;
import dev.hoop.gateway.server.identities.oidc.DeviceFlow;
import dev.hoop.gateway.server.identities.oidc.OpenIdProvider;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Lets the door for SSH sign people in at an identity provider by a code. Thread-safe. */
final class DeviceSignIn implements SignInByCode {
    private final Configuration.Provider provider;
    private final Credentials credentials;

    DeviceSignIn(Configuration.Provider provider, Credentials credentials) {
        this.provider = provider;
        this.credentials = credentials;
    }

    @Override
    public Attempt begin() {
        DeviceFlow flow = flow();
        DeviceFlow.Invitation invitation = flow.begin(provider.scopes());
        return new Attempt() {
            @Override
            public String page() {
                return invitation.page();
            }

            @Override
            public String code() {
                return invitation.userCode();
            }

            @Override
            public String token(Duration within, BooleanSupplier goesOn) throws InterruptedException {
                return flow.await(invitation, within, goesOn);
            }
        };
    }

    private DeviceFlow flow() {
        OpenIdProvider endpoints = new OpenIdProvider(provider.issuer());
        if (provider.credential().isEmpty()) {
            return new DeviceFlow(endpoints, provider.client(), Optional.empty());
        }
        Credentials.Secret secret = credentials.lease(provider.credential());
        return new DeviceFlow(endpoints, secret.user(), Optional.of(secret.password()));
    }
}
