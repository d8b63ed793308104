package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.assembly.demo.DemoRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows in half a minute what the product does. Exits 0 only when everything went as told. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Show what the gateway does, on a database of made-up people.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--keep", description = "leave the gateway running, and say how to play with it")
    private boolean keep;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8010",
            description = "with --keep: where it listens (default: ${DEFAULT-VALUE}; 0 for a free one)")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DemoRun run = new DemoRun(out, CommandLine.Help.Ansi.AUTO.enabled());
        if (keep) {
            run.keep(port);
            return 0;
        }
        return run.once(this::read) ? 0 : 1;
    }

    /** The same commands that an auditor would use. */
    private int read(Path trail, Path recordings, String session) {
        CommandLine commands = Main.commandLine();
        commands.setOut(spec.commandLine().getOut());
        return Math.max(
                commands.execute("audit", "verify", "--dir", trail.toString()),
                commands.execute("replay", session, "--dir", recordings.toString()));
    }
}
