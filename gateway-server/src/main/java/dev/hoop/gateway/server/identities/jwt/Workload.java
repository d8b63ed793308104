package dev.hoop.gateway.server.identities.jwt;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job or service that a provider knows by more than one claim: a CI job by repository, branch and environment, a pod by namespace and
 * service account.
 *
 * @param subject its name here
 * @param claims what its tokens must say: claims and the texts they must be, in which {@code *} stands for any text, also none
 * @param groups the groups it has, beside those its token names
 */
public record Workload(String subject, Map<String, String> claims, Set<String> groups) {
    public Workload {
        claims = Map.copyOf(claims);
        groups = Set.copyOf(groups);
        if (subject.isBlank() || claims.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "a workload needs a 'subject' and at least one of 'claims'; without claims every token of the provider would be it");
        }
        if (claims.values().stream().allMatch(value -> value.chars().allMatch(letter -> letter == '*'))) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "workload '" + subject + "' takes any value of its claims; name at least one");
        }
    }

    /** Whether all claims are there, are texts, truth values or numbers, and fit. */
    boolean fits(Function<String, @Nullable Object> claim) {
        return claims.entrySet().stream().allMatch(wanted -> {
            Object value = claim.apply(wanted.getKey());
            boolean single = value instanceof String || value instanceof Boolean || value instanceof Number;
            return single
                    && pattern(wanted.getValue()).matcher(String.valueOf(value)).matches();
        });
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(
                java.util.Arrays.stream(text.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
