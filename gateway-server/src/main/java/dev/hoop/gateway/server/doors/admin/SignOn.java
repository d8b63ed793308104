package dev.hoop.gateway.server.doors.admin;

import java.net.URI;

/** An identity provider where people sign in with their browser, by an authorisation code with a proof key (RFC 7636). Thread-safe. */
public interface SignOn {
    /** What the button says: {@code Sign in with …}. */
    String name();

    /** Where the browser goes. */
    URI authorization(Request request);

    /**
     * The token the provider gives for a code, not yet verified.
     *
     * @param issuer the provider that says it has answered, or empty when it does not say (RFC 9207)
     * @throws dev.hoop.gateway.api.GatewayException {@code LOGIN_FAILED} if it gives none
     */
    String token(String code, String issuer, Request request);

    /**
     * One attempt to sign in.
     *
     * @param state comes back with the answer
     * @param nonce stands in the token
     * @param verifier the secret whose hash the provider is told first
     * @param back where the provider sends the browser
     */
    record Request(String state, String nonce, String verifier, URI back) {
        /** Leaves everything secret out. */
        @Override
        public String toString() {
            return "Request[…]";
        }
    }
}
