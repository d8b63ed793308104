package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.SignOn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Where people sign in with their browser at a provider. Which browser an attempt belongs to is the door's business. Thread-safe. */
public final class SignOnDesk {
    private final Gate gate;
    private final SignOn provider;
    private final SecureRandom random = new SecureRandom();

    public SignOnDesk(Gate gate, SignOn provider) {
        this.gate = gate;
        this.provider = provider;
    }

    /** One attempt to sign in: where the browser goes, and by which state its answer is known. Good once; its door forgets it afterwards. */
    public static final class Departure {
        private final SignOn.Attempt attempt;
        private final URI place;

        private Departure(SignOn.Attempt attempt, URI place) {
            this.attempt = attempt;
            this.place = place;
        }

        public URI place() {
            return place;
        }

        public String state() {
            return attempt.state();
        }
    }

    /** What the button says: {@code Sign in with …}. */
    public String name() {
        return provider.name();
    }

    /** Whether answers come in forms of the provider's pages, and not with the browser's address. */
    public boolean isAnsweredByForm() {
        return provider.way() == SignOn.Way.FORM;
    }

    /** The state that an answer says; empty for none. */
    public String state(Map<String, String> answer) {
        return Optional.ofNullable(answer.get(provider.stateField())).orElse("");
    }

    /**
     * Begins an attempt.
     *
     * @param back where the provider sends the browser
     */
    public Departure begin(URI back) {
        SignOn.Attempt attempt = new SignOn.Attempt(fresh(), fresh(), fresh(), back);
        return new Departure(attempt, provider.departure(attempt));
    }

    /**
     * Lets in whom an answer proves. Stands in the trail, let in or not.
     *
     * @throws GatewayException {@code LOGIN_FAILED} or {@code TOKEN_EXPIRED}
     */
    public Visitor arrive(Departure departure, Map<String, String> answer, String door, String peer) {
        return gate.admitted(door, peer, () -> {
            if (!isSame(state(answer), departure.state())) {
                throw failed("the answer does not belong to this attempt to sign in; begin again");
            }
            Identities.Identity identity = provider.arrival(Map.copyOf(answer), departure.attempt);
            if (!gate.ports().identities().stands(identity)) {
                throw failed("what proves you was revoked; ask an admin why");
            }
            return identity;
        });
    }

    private String fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static GatewayException failed(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, why);
    }
}
