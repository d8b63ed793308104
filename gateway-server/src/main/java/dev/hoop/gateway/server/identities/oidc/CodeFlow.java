package dev.hoop.gateway.server.identities.oidc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Signing in with a browser: an authorisation code, bound to this program by a proof key (RFC 7636, method S256). Thread-safe. */
public final class CodeFlow {
    private final OpenIdProvider provider;
    private final String client;
    private final Optional<OpenIdProvider.Secret> secret;
    private final String scopes;

    /**
     * The flow of one client.
     *
     * @param secret empty for a public client
     * @param scopes separated by spaces, {@code openid} among them
     */
    public CodeFlow(OpenIdProvider provider, String client, Optional<String> secret, String scopes) {
        this.provider = provider;
        this.client = client;
        this.secret = secret.map(value -> new OpenIdProvider.Secret(client, value));
        this.scopes = scopes;
    }

    /** Where the browser goes. */
    public URI authorization(String state, String nonce, String verifier, URI back) {
        Map<String, String> fields = OpenIdProvider.fields();
        fields.put("response_type", "code");
        fields.put("client_id", client);
        fields.put("redirect_uri", back.toString());
        fields.put("scope", scopes);
        fields.put("state", state);
        fields.put("nonce", nonce);
        fields.put("code_challenge", challenge(verifier));
        fields.put("code_challenge_method", "S256");
        URI endpoint = provider.endpoint("authorization_endpoint");
        String separator = endpoint.getRawQuery() == null ? "?" : "&";
        return URI.create(endpoint + separator + OpenIdProvider.query(fields));
    }

    /**
     * The identity token for a code, not verified.
     *
     * @param from the issuer the answer names, or empty
     * @throws GatewayException {@code LOGIN_FAILED} if the provider gives none
     */
    public String token(String code, String from, String verifier, URI back) {
        if (!from.isEmpty() && !from.equals(provider.issuer())) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED, "another identity provider has answered than was asked; begin again");
        }
        Map<String, String> form = OpenIdProvider.fields();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("code_verifier", verifier);
        if (secret.isEmpty()) {
            form.put("client_id", client);
        }
        OpenIdProvider.Reply reply = provider.post(provider.endpoint("token_endpoint"), form, secret);
        String token = reply.text("id_token");
        if (reply.status() != 200 || token.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED,
                    "the identity provider gives no token for this sign-in (status %d); begin again"
                            .formatted(reply.status()));
        }
        return token;
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
