package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.options.Option;
import dev.hoop.gateway.jdbc.options.OptionValues;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Finds where the token comes from. */
final class Tokens {
    private static final List<Option> SOURCES =
            List.of(Option.PASSWORD, Option.TOKEN, Option.TOKEN_FILE, Option.TOKEN_ENV, Option.TOKEN_COMMAND);

    private Tokens() {}

    /** The one source that is given; none and several are refused, since a caller must know as whom it asks. */
    static TokenProvider provider(OptionValues options, Duration commandTimeout) throws SQLException {
        List<Option> given = SOURCES.stream().filter(options::isGiven).toList();
        if (given.isEmpty()) {
            throw new SQLInvalidAuthorizationSpecException(
                    "no token is given; pass it as the password, or name its source by tokenFile, tokenEnv or tokenCommand",
                    "28000");
        }
        if (given.size() > 1) {
            throw new SQLInvalidAuthorizationSpecException(
                    "the token is given more than once, by "
                            + given.stream().map(Option::key).toList() + "; keep one",
                    "28000");
        }
        String value = options.text(given.get(0));
        return switch (given.get(0)) {
            case TOKEN_FILE -> TokenProvider.file(path(Option.TOKEN_FILE, value));
            case TOKEN_ENV -> TokenProvider.environment(value);
            case TOKEN_COMMAND ->
                TokenProvider.command(Stream.of(value.strip().split("\\s+")).toList(), commandTimeout);
            default -> TokenProvider.value(value);
        };
    }

    static Path path(Option option, String value) throws SQLException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw CallerErrors.badArgument("option '" + option.key() + "' is no path of this system", e);
        }
    }
}
