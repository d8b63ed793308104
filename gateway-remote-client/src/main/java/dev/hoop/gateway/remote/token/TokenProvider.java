package dev.hoop.gateway.remote.token;

import dev.hoop.gateway.remote.failure.TokenSourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Gives the token that proves who asks: when a connection is made, and again shortly before the token of an open connection expires.
 *
 * <p>May be called by several threads at once. It may block, but not longer than a caller likes to wait for a connection.
 */
@FunctionalInterface
public interface TokenProvider {
    /**
     * A token that holds now.
     *
     * @throws TokenSourceException if there is no token to be had
     */
    Token token(Reason reason);

    /** Why a token is asked for. */
    enum Reason {
        /** A connection is being made. */
        CONNECT,
        /** The token of an open connection is about to expire; the subject must stay the same. */
        EXPIRING
    }

    /** Always the same token. */
    static TokenProvider value(String token) {
        Token fixed = new Token(token);
        return reason -> fixed;
    }

    /** The content of a file, without surrounding white space, read each time so that a rotated token is seen. */
    static TokenProvider file(Path path) {
        return reason -> TokenSources.file(path);
    }

    /** The value of an environment variable. */
    static TokenProvider environment(String variable) {
        return reason -> TokenSources.environment(variable);
    }

    /**
     * What a program prints, without surrounding white space. It is started directly, not by a shell, gets no input, and is ended when it
     * takes longer than the timeout. Its error output is not read.
     */
    static TokenProvider command(List<String> command, Duration timeout) {
        List<String> fixed = List.copyOf(command);
        return reason -> TokenCommand.run(fixed, timeout);
    }
}
