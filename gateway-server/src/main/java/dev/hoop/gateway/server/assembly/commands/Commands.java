package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.GatewayException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands, and how their failures are told: one sentence, no stack trace. */
@Command(
        name = "hoop",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "One enforcement point in front of your databases.",
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            ApprovalsCommand.class,
            SqlCommand.class,
            AuditCommand.class,
            ReplayCommand.class
        })
public final class Commands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command. Answers 0 when done, 1 when it failed, 2 when it was not understood. */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Commands());
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            PrintWriter err = failed.getErr();
            err.println(
                    "hoop: " + (failure instanceof GatewayException known ? known.getMessage() : unforeseen(failure)));
            err.flush();
            return 1;
        });
        return line;
    }

    private static String unforeseen(Exception failure) {
        return "an unforeseen error: " + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ", " + failure.getMessage());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: hoop --help");
    }
}
