package dev.hoop.gateway.server.secrets.local;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials named {@code env:NAME} or {@code file:path}. The value is {@code user:password}, split at the first colon; a line break at the
 * end does not count. It is read anew for every lease, so a rotated file is used from the next connection on. Thread-safe.
 */
public final class LocalCredentials implements Credentials {
    private static final int MAX_BYTES = 64 * 1024;

    private final Map<String, String> environment;

    /** Takes the variables of the process: {@link System#getenv()}. */
    public LocalCredentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Secret lease(String reference) {
        return secret(reference, text(reference));
    }

    @Override
    public String text(String reference) {
        if (reference.startsWith("env:")) {
            return variable(reference, reference.substring(4));
        }
        if (reference.startsWith("file:")) {
            return content(reference, reference.substring(5));
        }
        // the reference itself may be a password that somebody wrote in the wrong place, so it is not repeated
        throw new GatewayException(
                ErrorCode.CONFIGURATION_INVALID,
                "a target's credential must name where it is kept: env:NAME or file:path; never the credential itself");
    }

    private String variable(String reference, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw invalid(
                    reference, "no such variable is set in the gateway's environment; set it to user:password", null);
        }
        return value;
    }

    private static String content(String reference, String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw invalid(reference, "the file is longer than a credential can be", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(reference, "the file is not UTF-8 text", e);
        } catch (IOException | InvalidPathException e) {
            throw invalid(reference, "the file cannot be read; check the path and that the gateway may read it", e);
        }
    }

    private static Secret secret(String reference, String value) {
        String line = value.stripTrailing();
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw invalid(reference, "what is kept there is not of the form user:password", null);
        }
        return new Secret(line.substring(0, colon), line.substring(colon + 1));
    }

    private static GatewayException invalid(String reference, String problem, @Nullable Throwable cause) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "credential '%s': %s".formatted(reference, problem), cause);
    }
}
