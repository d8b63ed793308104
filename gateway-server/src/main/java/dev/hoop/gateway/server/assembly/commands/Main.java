package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.GatewayException;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code hoop} command line. Exits 0 when done, 1 when a command failed, 2 when it was not understood. A failure is told in one
 * sentence.
 */
@Command(
        name = "hoop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "One enforcement point in front of your databases.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            LoginCommand.class,
            TokenCommand.class,
            ApprovalsCommand.class,
            ReviewsCommand.class,
            EvidenceCommand.class,
            SessionsCommand.class,
            SqlCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            ReplayCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A program that embeds the gateway has its own log; the command line brings this one. */
    private static final String LOGGING = "logback.configurationFile";

    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "dev/hoop/gateway/server/logging.xml");
        }
        System.exit(commandLine().execute(args));
    }

    /** The command line as a value, so that it can be tried without ending the process. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            PrintWriter err = failed.getErr();
            err.println("hoop: " + told(failure));
            err.flush();
            return 1;
        });
        return line;
    }

    private static String told(Exception failure) {
        if (failure instanceof GatewayException || failure instanceof SQLException) {
            return String.valueOf(failure.getMessage());
        }
        return "an unforeseen error: " + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ", " + failure.getMessage());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: hoop --help");
    }
}
