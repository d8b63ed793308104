package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.assembly.TokensAtRest;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The gateway of this machine that a command is about: asked when it runs, else its files are opened. */
public final class LocalGateway {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "hoop.yaml",
            description = "the gateway's configuration file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("hoop.yaml");

    <T> T tokens(Function<TokenOffice, T> work) {
        return TokensAtRest.with(ConfigurationFile.read(file), work);
    }

    /** Who runs the command, for the trail. */
    static String operator() {
        return System.getProperty("user.name", "unknown");
    }
}
