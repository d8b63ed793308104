package dev.hoop.gateway.server.ports.identity;

import java.net.URI;
import java.util.Map;

/**
 * A provider where people sign in with their browser: the browser goes there with an attempt and brings back an answer, which proves somebody.
 * How it is said and proven is the provider's own; that an answer belongs to an attempt of this very browser, that it comes in time and counts
 * once, is the gateway's business. Thread-safe.
 */
public interface SignOn {
    /** How the token id of a proof begins that is no token itself, so that it can be revoked by that name. */
    String PROOF = "sign-on:";

    /** What the button says: {@code Sign in with …}. */
    String name();

    /** How browsers bring the answer. */
    Way way();

    /** The field of the answer in which the provider says again the state it was told. */
    String stateField();

    /**
     * Where the browser goes.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code LOGIN_FAILED} when the provider cannot be used
     */
    URI departure(Attempt attempt);

    /**
     * Whom an answer proves. Everything about the proof is verified here: who made it, for whom, until when, and that it was made for this
     * attempt's nonce, so that it counts for no other. The state was compared before.
     *
     * @param answer its fields, each said once
     * @return an identity which ends when the provider says so, with a token id that no other proof has: a token's, or one that begins with
     *     {@link #PROOF}
     * @throws dev.hoop.gateway.api.GatewayException {@code LOGIN_FAILED} or {@code TOKEN_EXPIRED}; the message holds nothing of the proof
     */
    Identities.Identity arrival(Map<String, String> answer, Attempt attempt);

    /** How a browser brings an answer. */
    enum Way {
        /** In the query of the address it is sent to. */
        QUERY,
        /** In a form that the provider's page sends, without the gateway's cookies since it comes from another site. */
        FORM
    }

    /**
     * One attempt to sign in. Each part is 256 random bits, safe in an address.
     *
     * @param state comes back with the answer
     * @param nonce must stand in what proves somebody
     * @param secret never leaves the gateway before an answer has come
     * @param back where the provider sends the browser
     */
    record Attempt(String state, String nonce, String secret, URI back) {
        /** Leaves everything secret out. */
        @Override
        public String toString() {
            return "Attempt[…]";
        }
    }
}
