package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.commands.AuditCommand;
import dev.hoop.gateway.server.assembly.commands.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code hoop} command line. Exits 0 when done, 1 when a command failed, 2 when it was not understood. */
@Command(
        name = "hoop",
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.class, ReplayCommand.class},
        description = "One enforcement point in front of your databases.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: hoop --help");
    }
}
