package dev.hoop.gateway.server.assembly.commands;

import java.nio.file.Path;

/** Where {@code hoop login} keeps the token of the person who works here. */
final class TokenFile {
    private TokenFile() {}

    static Path usual() {
        return Path.of(System.getProperty("user.home"), ".config", "hoop", "token");
    }
}
