package dev.hoop.gateway.server.assembly.commands;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the trail to read is. */
final class TrailPlace {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "data/trail",
            description = "the directory of the trail; ${DEFAULT-VALUE} when not given")
    private Path directory = Path.of("data/trail");

    Path directory() {
        return directory;
    }
}
