package dev.hoop.gateway.server.connectors.jdbc.products;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** URL options that a target may not have. */
final class UrlObjections {
    private static final Set<String> SECRETS =
            Set.of("user", "username", "password", "sslpassword", "keystorepassword");

    private UrlObjections() {}

    /** A credential in a URL ends up wherever URLs do; an option switched on that is a way around judging. */
    static Optional<String> find(String url, char separator, String... forbidden) {
        int start = url.indexOf(separator == ';' ? ';' : '?');
        String place = start < 0 ? url : url.substring(0, start);
        if (place.contains("//") && place.indexOf('@') >= 0) {
            return Optional.of("the URL holds a user before its host; name where the credential is kept as the target's"
                    + " 'credential'");
        }
        if (start < 0) {
            return Optional.empty();
        }
        if (separator == '&' && url.indexOf('%', start) >= 0) {
            return Optional.of("the URL has an encoded option (%); write its options plainly");
        }
        for (String option : url.substring(start + 1).split(separator == ';' ? ";" : "&", -1)) {
            String name = option.replaceFirst("=.*", "").trim().toLowerCase(Locale.ROOT);
            if (SECRETS.contains(name)) {
                return Optional.of(
                        "the URL holds '%s'; take it out and name where it is kept as the target's 'credential'"
                                .formatted(name));
            }
            for (String wrong : forbidden) {
                if (name.equals(wrong.toLowerCase(Locale.ROOT))
                        && !option.toLowerCase(Locale.ROOT).endsWith("=false")) {
                    return Optional.of(
                            "the URL switches '%s' on, a way around judging statements; take it out".formatted(wrong));
                }
            }
        }
        return Optional.empty();
    }
}
