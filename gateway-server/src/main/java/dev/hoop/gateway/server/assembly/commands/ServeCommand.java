package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a gateway until the process is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run a gateway until it is told to end (Ctrl-C, SIGTERM); what runs then comes to its end first.")
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "hoop.yaml",
            description = "the configuration file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("hoop.yaml");

    @Option(names = "--check", description = "read configuration and policy, say whether they hold together, and end")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = ConfigurationFile.read(file);
        PrintWriter out = spec.commandLine().getOut();
        if (check) {
            dev.hoop.gateway.server.assembly.policyfile.PolicyFile.read(configuration.policy());
            out.println("configuration and policy hold together");
            return 0;
        }
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Gateway gateway = Gateway.start(configuration)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, closed), "hoop-end"));
            out.printf(
                    "listening on %s:%d; policy %s%n",
                    configuration.listen().getHostString(), gateway.port(), configuration.policy());
            gateway.sshPort()
                    .ifPresent(port -> out.printf(
                            "ssh: port %d; clients know the gateway by the line in %s%n",
                            port, configuration.data().resolve("ssh/known_hosts")));
            gateway.page().ifPresent(page -> out.printf("people: %s%n", page));
            out.flush();
            ended.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** The process ends when this returns, so it waits for the gateway to close. */
    private static void end(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
