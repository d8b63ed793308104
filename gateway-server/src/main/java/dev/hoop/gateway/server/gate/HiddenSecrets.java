package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Literal;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches the secrets that a policy names as literals from where they are kept, anew for each command, so that a rotated one is hidden from
 * the next command on. What cannot be fetched cannot be hidden, and then nothing runs. Thread-safe.
 */
public final class HiddenSecrets {
    /** Shorter ones would be found everywhere. */
    private static final int FEWEST_CHARACTERS = 6;

    private static final int MOST_CHARACTERS = 4096;
    private static final int MOST_TOGETHER = 32 * 1024;
    /** A line of a secret that has several is a secret by itself from this length on. */
    private static final int TELLING_LINE = 16;

    private final Credentials credentials;

    public HiddenSecrets(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * All that the target may not show.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if one cannot be fetched; the message names it and never holds it
     */
    List<LiteralSecret> on(TargetName target, Policy policy) {
        return fetched(policy.literals(target));
    }

    /**
     * Fetches each once, so that a mistake shows before a command meets it.
     *
     * @throws GatewayException as {@link #on}
     */
    public void check(Policy policy) {
        fetched(policy.literals());
    }

    private List<LiteralSecret> fetched(List<Literal> literals) {
        List<LiteralSecret> secrets = new ArrayList<>();
        int together = 0;
        for (Literal literal : literals) {
            String text = text(literal);
            together += text.length();
            secrets.add(new LiteralSecret(literal.name(), text));
            lines(literal, text, secrets);
        }
        if (together > MOST_TOGETHER) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the policy's literals have more than %d characters together; leave out what need not be hidden"
                            .formatted(MOST_TOGETHER));
        }
        return List.copyOf(secrets);
    }

    private static void lines(Literal literal, String text, List<LiteralSecret> secrets) {
        if (text.indexOf('\n') < 0) {
            return;
        }
        text.lines()
                .map(String::strip)
                .filter(line -> line.length() >= TELLING_LINE && !line.startsWith("-----"))
                .forEach(line -> secrets.add(new LiteralSecret(literal.name(), line)));
    }

    private String text(Literal literal) {
        String text;
        try {
            text = credentials.text(literal.reference()).stripTrailing();
        } catch (GatewayException e) {
            throw invalid(literal, e.getMessage() == null ? "it cannot be read" : e.getMessage());
        }
        if (text.length() < FEWEST_CHARACTERS) {
            throw invalid(
                    literal,
                    "it has less than %d characters, and would be found everywhere; leave it out, or keep a longer one there"
                            .formatted(FEWEST_CHARACTERS));
        }
        if (text.length() > MOST_CHARACTERS) {
            throw invalid(
                    literal,
                    "it has more than %d characters; name the part of it that must not be shown"
                            .formatted(MOST_CHARACTERS));
        }
        return text;
    }

    private static GatewayException invalid(Literal literal, String problem) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID,
                "literal '%s' (%s) cannot be hidden: %s".formatted(literal.name(), literal.mark(), problem));
    }
}
