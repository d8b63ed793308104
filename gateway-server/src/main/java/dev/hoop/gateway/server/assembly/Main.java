package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.commands.Commands;

/** The {@code hoop} command line. Exits 0 when done, 1 when a command failed, 2 when it was not understood. */
public final class Main {
    /** A program that embeds the gateway has its own log; the command line brings this one. */
    private static final String LOGGING = "logback.configurationFile";

    private Main() {}

    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "dev/hoop/gateway/server/logging.xml");
        }
        System.exit(Commands.execute(args));
    }
}
