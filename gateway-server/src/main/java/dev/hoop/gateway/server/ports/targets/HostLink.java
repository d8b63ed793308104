package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.shell.ForwardRequest;
import java.util.List;

/** One session's hold on a host. Several commands may run at once. Thread-safe; every method but {@code stop} may throw {@link TargetException}. */
public interface HostLink extends AutoCloseable {
    /** Runs exactly the text that the permit allows. */
    CommandRun run(Permit permit, CommandOptions options);

    /** Opens the login shell of the account; the permit is one for a shell. */
    CommandRun shell(Permit permit, CommandOptions options);

    /**
     * Starts a shell that runs construct after construct; the permit is one for such a shell.
     *
     * @param bash whether the account has bash, or another shell of the POSIX family
     */
    HostShell gatedShell(Permit permit, CommandOptions options, boolean bash);

    /**
     * Connects to where the permit allows, from the host. What is read and written is the connection's.
     *
     * @throws TargetException if the host does not connect there
     */
    CommandRun forward(Permit permit, ForwardRequest request);

    /** Begins to work with files; what is done with them needs permits of its own. */
    FileLink files();

    /** By what the gateway has proven itself there, once it has: must not be shown to anyone, wherever it turns up. */
    List<LiteralSecret> secrets();

    /** Ends what runs and lets nothing begin any more. Any thread. */
    void stop();

    @Override
    void close();
}
