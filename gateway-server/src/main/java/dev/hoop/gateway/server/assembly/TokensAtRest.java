package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.assembly.control.ControlClient;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import dev.hoop.gateway.server.secrets.local.LocalCredentials;
import dev.hoop.gateway.server.stores.tokens.SqlTokens;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** The tokens of a gateway that may or may not run: a running one is asked, else its trail and state are opened for the moment. */
public final class TokensAtRest {
    private TokensAtRest() {}

    /** Works with the tokens of the gateway that is configured so. */
    public static <T> T with(Configuration configuration, Function<TokenOffice, T> work) {
        DataDirectory data = DataDirectory.at(configuration.data());
        Optional<TokenOffice> running = ControlClient.find(data.control());
        if (running.isPresent()) {
            return work.apply(running.get());
        }
        Clock clock = Clock.systemUTC();
        try (Closing closing = new Closing()) {
            AuditTrail audit = closing.later(Keeping.trail(configuration, data, clock));
            TokenStore store = new SqlTokens(
                    closing.later(Keeping.state(configuration, data, new LocalCredentials(System.getenv()))));
            return work.apply(new RecordedTokens(store, new Revocations(store, clock), audit, clock, () -> {}));
        }
    }
}
