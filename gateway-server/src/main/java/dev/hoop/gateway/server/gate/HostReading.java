package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.shell.ConstructReader;
import dev.hoop.gateway.engine.shell.ShellReader;
import dev.hoop.gateway.engine.shell.ShellRequest;
import dev.hoop.gateway.engine.shell.ShellSetting;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.targets.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the texts for one host are read. */
final class HostReading {
    private static final String MODE = "shell-mode";
    private static final String TERMINAL_PROGRAMS = "terminal-programs";
    private static final String BYTES = "max-file-bytes";
    private static final String KEPT_BYTES = "record-file-bytes";
    private static final String INPUT = "record-input";

    private final ShellReader reader = new ShellReader();
    private final ShellSetting setting;
    private final ShellMode mode;
    private final ConstructReader constructs;
    private final long mostFileBytes;
    private final long keptFileBytes;

    private HostReading(Target target, ShellMode mode) {
        this.mostFileBytes = bytes(target, BYTES, Long.MAX_VALUE);
        this.keptFileBytes = bytes(target, KEPT_BYTES, 0);
        this.setting = ShellSetting.of(target.options());
        this.mode = mode;
        this.constructs = new ConstructReader(setting, names(target));
    }

    private static long bytes(Target target, String option, long otherwise) {
        String bytes = target.options().getOrDefault(option, Long.toString(otherwise));
        try {
            return Long.parseLong(bytes);
        } catch (NumberFormatException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "target '%s' has %s that is no number".formatted(target.name(), option),
                    e);
        }
    }

    static HostReading of(Target target) {
        String mode = target.options().getOrDefault(MODE, "exec-only");
        return new HostReading(
                target,
                switch (mode) {
                    case "exec-only" -> ShellMode.EXEC_ONLY;
                    case "gated" -> ShellMode.GATED;
                    case "recorded" -> ShellMode.RECORDED;
                    default ->
                        throw new GatewayException(
                                ErrorCode.CONFIGURATION_INVALID,
                                "target '%s' has shell-mode '%s'; write exec-only, gated or recorded"
                                        .formatted(target.name(), mode));
                });
    }

    /** Whether what is typed at a terminal is recorded, where the host shows it back. */
    static boolean recordsInput(Target target) {
        return target.options().getOrDefault(INPUT, "false").equals("true");
    }

    /** Names separated by commas or blanks. */
    private static Set<String> names(Target target) {
        return Pattern.compile("[\\s,]+")
                .splitAsStream(target.options().getOrDefault(TERMINAL_PROGRAMS, ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The account's home as the policy has it; empty where the host is to be asked. */
    String home() {
        return setting.home().startsWith("/") ? setting.home() : "";
    }

    long mostFileBytes() {
        return mostFileBytes;
    }

    /** How much of each file's content is recorded. */
    long keptFileBytes() {
        return keptFileBytes;
    }

    ShellMode shellMode() {
        return mode;
    }

    StatementFacts command(String text) {
        return reader.facts(text, setting);
    }

    /** The opening of a shell in the target's mode. */
    ShellRequest shell() {
        return mode == ShellMode.GATED ? ShellRequest.GATED : ShellRequest.RECORDED;
    }

    ConstructReader constructs() {
        return constructs;
    }

    /** Where the account's shell starts, as the policy has it. */
    String startDirectory() {
        return setting.directory();
    }

    boolean isBash() {
        return setting.shell() == ShellSetting.Shell.BASH;
    }

    /** What an approval of a command binds to beside its text: how it is read, and what it gets. */
    SessionSettings settings(CommandOptions options) {
        return settings(options, setting.directory());
    }

    /** The same for a construct of a shell that is in this directory. */
    SessionSettings settings(CommandOptions options, String directory) {
        Map<String, String> bound = new TreeMap<>();
        options.environment().forEach((name, value) -> bound.put("env " + name, value));
        options.terminal().ifPresent(terminal -> bound.put("terminal", terminal.type()));
        bound.put("shell", setting.shell().name());
        bound.put("mode", setting.mode().name());
        return new SessionSettings(Dialect.SHELL, setting.home(), List.of(directory), bound);
    }
}
