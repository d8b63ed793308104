package dev.hoop.gateway.remote.token;

import dev.hoop.gateway.remote.failure.TokenSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads tokens from places that need no waiting. */
final class TokenSources {
    private TokenSources() {}

    static Token file(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            // One byte more than is allowed shows that the file is too long, without reading all of it.
            byte[] content = in.readNBytes(Token.MAX_CHARS + 64);
            return trimmed(content, "token file " + path);
        } catch (NoSuchFileException e) {
            throw new TokenSourceException("token file " + path + " does not exist; create it or correct the path", e);
        } catch (IOException e) {
            throw new TokenSourceException(
                    "token file " + path + " cannot be read (" + e.getClass().getSimpleName()
                            + "); check its permissions",
                    e);
        }
    }

    static Token environment(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new TokenSourceException(
                    "environment variable " + variable + " is not set; export it with the token", null);
        }
        return trimmed(value.getBytes(StandardCharsets.UTF_8), "environment variable " + variable);
    }

    /** Makes a token of what a source gave; a refusal names the source, never its content. */
    static Token trimmed(byte[] content, String source) {
        try {
            return new Token(new String(content, StandardCharsets.UTF_8).strip());
        } catch (TokenSourceException e) {
            throw new TokenSourceException(source + ": " + e.getMessage(), e);
        }
    }
}
