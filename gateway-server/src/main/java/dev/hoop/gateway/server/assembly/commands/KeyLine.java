package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one line of a public key's file. */
final class KeyLine {
    private static final int MOST_BYTES = 16 * 1024;

    private KeyLine() {}

    static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the key file " + file + " cannot be read; name a .pub file, as ssh-keygen makes it",
                    e);
        }
    }
}
