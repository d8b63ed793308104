package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a subject wants of a certificate for its key.
 *
 * @param key the public key, as OpenSSH writes it
 * @param atMost for how long; it is never longer than the proof of who asks
 * @param sources addresses and networks from which alone it logs in, such as {@code 10.0.0.0/8}; from anywhere when empty
 */
public record CertificateWish(String key, Duration atMost, List<String> sources) {
    /** The longest a certificate is good for. */
    public static final Duration LONGEST = Duration.ofHours(8);

    private static final int MOST_SOURCES = 16;
    private static final Pattern NETWORK =
            Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?:/(?:[0-9]|[12][0-9]|3[0-2]))?"
                    + "|[0-9A-Fa-f:]{2,39}(?:/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?");

    public CertificateWish {
        sources = List.copyOf(sources);
        if (atMost.compareTo(LONGEST) > 0 || atMost.isNegative() || atMost.isZero()) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a certificate is good for a minute to %d minutes".formatted(LONGEST.toMinutes()));
        }
        if (sources.size() > MOST_SOURCES
                || !sources.stream().allMatch(source -> NETWORK.matcher(source).matches())) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "source addresses are written like 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, at most "
                            + MOST_SOURCES);
        }
    }

    /** From anywhere, for as long as can be. */
    public static CertificateWish of(String key) {
        return new CertificateWish(key, LONGEST, List.of());
    }
}
