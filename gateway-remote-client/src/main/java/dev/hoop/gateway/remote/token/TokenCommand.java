package dev.hoop.gateway.remote.token;

import dev.hoop.gateway.remote.failure.TokenSourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program and takes its output as the token, within a time and a size. */
final class TokenCommand {
    private static final int MAX_BYTES = Token.MAX_CHARS + 64;
    private static final long STEP_MILLIS = 10;

    private TokenCommand() {}

    static Token run(List<String> command, Duration timeout) {
        String source = "token command '" + (command.isEmpty() ? "" : command.get(0)) + "'";
        if (command.isEmpty()) {
            throw new TokenSourceException("the token command is empty; name a program", null);
        }
        Process process = start(command, source);
        try {
            byte[] printed = output(process, System.nanoTime() + timeout.toNanos(), source, timeout);
            if (process.exitValue() != 0) {
                throw new TokenSourceException(
                        source + " ended with status " + process.exitValue() + "; run it by hand to see why", null);
            }
            return TokenSources.trimmed(printed, source);
        } catch (IOException e) {
            throw new TokenSourceException("the output of " + source + " could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenSourceException("interrupted while waiting for " + source, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command, String source) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TokenSourceException(
                    source + " cannot be started; check that the program exists and may be run", e);
        }
    }

    /** Polls, because a read of the pipe has no timeout and a grandchild may keep the pipe open after the program has ended. */
    private static byte[] output(Process process, long deadline, String source, Duration timeout)
            throws IOException, InterruptedException {
        InputStream out = process.getInputStream();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean ended;
        do {
            ended = process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS);
            take(out, printed, source);
            if (!ended && System.nanoTime() - deadline >= 0) {
                throw new TokenSourceException(
                        source + " did not end within " + timeout.toMillis()
                                + " ms; make it faster or raise the timeout",
                        null);
            }
        } while (!ended);
        return printed.toByteArray();
    }

    private static void take(InputStream out, ByteArrayOutputStream printed, String source) throws IOException {
        while (out.available() > 0) {
            printed.write(out.readNBytes(Math.min(out.available(), MAX_BYTES)));
            if (printed.size() > MAX_BYTES) {
                throw new TokenSourceException(
                        source + " printed more than a token; it must print the token alone", null);
            }
        }
    }
}
