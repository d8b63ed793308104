package dev.hoop.gateway.server.identities.oidc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Signing in from a command line: people confirm a short code with a browser of their choice (RFC 8628). Not thread-safe. */
public final class DeviceFlow {
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final long LONGEST_SECONDS = 1_800;

    private final OpenIdProvider provider;
    private final String client;
    private final Optional<OpenIdProvider.Secret> secret;

    /** @param secret empty for a public client, as command lines usually are */
    public DeviceFlow(OpenIdProvider provider, String client, Optional<String> secret) {
        this.provider = provider;
        this.client = client;
        this.secret = secret.map(value -> new OpenIdProvider.Secret(client, value));
    }

    /**
     * What people do next: open the page and confirm the code.
     *
     * @param deviceCode what the token is asked for with; a secret
     * @param page with the code in it, where the provider gives such an address
     * @param every the shortest time between two questions for the token
     */
    public record Invitation(String deviceCode, String userCode, String page, Duration within, Duration every) {
        @Override
        public String toString() {
            return "Invitation[" + page + "]";
        }
    }

    /** Begins an attempt. @throws GatewayException {@code LOGIN_FAILED} if the provider wants none */
    public Invitation begin(String scopes) {
        Map<String, String> form = form();
        if (!scopes.isBlank()) {
            form.put("scope", scopes);
        }
        OpenIdProvider.Reply reply = provider.post(provider.endpoint("device_authorization_endpoint"), form, secret);
        String page = reply.text("verification_uri_complete");
        String plain = reply.text("verification_uri");
        if (reply.status() != 200 || reply.text("device_code").isEmpty() || plain.isEmpty()) {
            throw failed(
                    "the identity provider does not let this client sign in by a code (%s)".formatted(said(reply)));
        }
        return new Invitation(
                reply.text("device_code"),
                reply.text("user_code"),
                page.isEmpty() ? plain : page,
                Duration.ofSeconds(Math.min(LONGEST_SECONDS, Math.max(1, reply.number("expires_in", 300)))),
                Duration.ofSeconds(Math.min(60, Math.max(1, reply.number("interval", 5)))));
    }

    /**
     * Waits until people have confirmed, and answers the identity token, or the access token where there is no other. Not verified: the
     * gateway does that.
     *
     * @throws GatewayException {@code LOGIN_FAILED} when they refuse or take too long
     */
    public String await(Invitation invitation) throws InterruptedException {
        return await(invitation, invitation.within(), () -> true);
    }

    /**
     * The same, for no longer than this, and as long as somebody waits for it.
     *
     * @param goesOn asked before every question for the token
     */
    public String await(Invitation invitation, Duration atMost, BooleanSupplier goesOn) throws InterruptedException {
        Duration within = atMost.compareTo(invitation.within()) < 0 ? atMost : invitation.within();
        long end = System.nanoTime() + within.toNanos();
        Duration pause = invitation.every();
        while (System.nanoTime() < end && goesOn.getAsBoolean()) {
            Thread.sleep(pause.toMillis());
            Map<String, String> form = form();
            form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
            form.put("device_code", invitation.deviceCode());
            OpenIdProvider.Reply reply = provider.post(provider.endpoint("token_endpoint"), form, secret);
            if (reply.status() == 200) {
                return token(reply);
            }
            switch (reply.text("error")) {
                case "authorization_pending" -> {
                    // nobody has confirmed yet
                }
                case "slow_down" -> pause = pause.plus(SLOWER);
                default -> throw failed("the identity provider gives no token (%s)".formatted(said(reply)));
            }
        }
        throw failed("nobody confirmed the code in time");
    }

    private static String token(OpenIdProvider.Reply reply) {
        String identity = reply.text("id_token");
        String token = identity.isEmpty() ? reply.text("access_token") : identity;
        if (token.isEmpty()) {
            throw failed("the identity provider's answer holds no token");
        }
        return token;
    }

    private Map<String, String> form() {
        Map<String, String> form = OpenIdProvider.fields();
        if (secret.isEmpty()) {
            form.put("client_id", client);
        }
        return form;
    }

    /** Error words are from a closed list; anything else of the answer is left out. */
    private static String said(OpenIdProvider.Reply reply) {
        String error = reply.text("error");
        return error.matches("[a-z_]{1,40}") ? error : "status " + reply.status();
    }

    private static GatewayException failed(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, why + "; run hoop login again");
    }
}
