package dev.hoop.gateway.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real shell, in a directory of its own, in which some programs do nothing but write down how they were called. */
final class StubbedShell {
    /** The programs that write down their calls; no system has any of that name. */
    static final List<String> PROGRAMS = List.of("zap", "zip1", "zoo", "zed1");

    /** Writes a call at once, so that calls side by side do not mix. */
    private static final String STUB = """
            #!/bin/sh
            call=${0##*/}
            for each; do call="$call\u001f$each"; done
            printf '%s\\036' "$call" >> "$CALLS"
            """;

    private final Path directory;
    private final Path stubs;
    private final Path calls;

    StubbedShell(Path directory) {
        this.directory = directory;
        this.stubs = directory.resolve("stubs");
        this.calls = directory.resolve("calls");
        try {
            Files.createDirectories(stubs);
            Files.createDirectories(directory.resolve("work"));
            for (String program : PROGRAMS) {
                Path stub = Files.writeString(stubs.resolve(program), STUB);
                Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command, and answers how the programs were called: name and arguments. */
    List<List<String>> run(String shell, String command) {
        try {
            Files.deleteIfExists(calls);
            ProcessBuilder builder = new ProcessBuilder(shell, "-c", command);
            builder.environment().clear();
            builder.environment().put("PATH", stubs + ":/usr/bin:/bin");
            builder.environment().put("CALLS", calls.toString());
            builder.environment().put("HOME", "/home/sue");
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.directory(directory.resolve("work").toFile());
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the shell did not end: " + command);
            }
            return Files.exists(calls) ? parsed(Files.readString(calls, UTF_8)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<List<String>> parsed(String text) {
        List<List<String>> all = new ArrayList<>();
        for (String call : text.split("\u001e", -1)) {
            if (!call.isEmpty()) {
                all.add(List.of(call.split("\u001f", -1)));
            }
        }
        return all;
    }
}
