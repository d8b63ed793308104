package dev.hoop.gateway.server.identities.oidc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.SignOn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signing in at an OpenID provider. Its tokens are verified as those that programs bring, and must hold the attempt's nonce. Thread-safe. */
public final class OpenIdSignOn implements SignOn {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final CodeFlow flow;
    private final Identities identities;

    /** @param identities take the tokens of this provider */
    public OpenIdSignOn(String name, CodeFlow flow, Identities identities) {
        this.name = name;
        this.flow = flow;
        this.identities = identities;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Way way() {
        return Way.QUERY;
    }

    @Override
    public String stateField() {
        return "state";
    }

    @Override
    public URI departure(Attempt attempt) {
        return flow.authorization(attempt.state(), attempt.nonce(), attempt.secret(), attempt.back());
    }

    @Override
    public Identities.Identity arrival(Map<String, String> answer, Attempt attempt) {
        String code = answer.getOrDefault("code", "");
        if (answer.containsKey("error") || code.isEmpty()) {
            throw failed("the identity provider did not let you in; ask its people why");
        }
        String token = flow.token(code, answer.getOrDefault("iss", ""), attempt.secret(), attempt.back());
        Identities.Identity identity = identities.verify(token);
        if (!MessageDigest.isEqual(
                nonce(token).getBytes(StandardCharsets.UTF_8), attempt.nonce().getBytes(StandardCharsets.UTF_8))) {
            throw failed("the token was made for another attempt to sign in; begin again");
        }
        return identity;
    }

    /** Read after the token was verified. */
    private static String nonce(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            byte[] claims = Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : "");
            return JSON.readTree(claims).path("nonce").asString("");
        } catch (JacksonException | IllegalArgumentException e) {
            return "";
        }
    }

    private static GatewayException failed(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, why);
    }
}
