package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** That an interactive shell is opened. */
public enum ShellRequest {
    /** Each command is judged before it runs. */
    GATED,
    /** Nothing is judged; everything is recorded. */
    RECORDED;

    /** The request as a statement: {@code shell gated}. */
    public String text() {
        return "shell " + name().toLowerCase(Locale.ROOT);
    }

    public StatementFacts facts() {
        return StatementFacts.of(text(), Set.of(StatementKind.SHELL), CommandFacts.of(List.of()));
    }
}
