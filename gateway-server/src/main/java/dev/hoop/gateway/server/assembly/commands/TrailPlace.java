package dev.hoop.gateway.server.assembly.commands;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the trail to read is. */
final class TrailPlace {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "hoop-state/trail",
            description = "the directory of the trail; ${DEFAULT-VALUE} when not given")
    private Path directory = Path.of("hoop-state/trail");

    Path directory() {
        return directory;
    }
}
