package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import dev.hoop.gateway.engine.shell.syntax.Script;
import dev.hoop.gateway.engine.shell.syntax.ScriptReader;
import dev.hoop.gateway.engine.shell.syntax.SyntaxRefusal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads commands. What it cannot read has a gap and nothing to execute; what the command computes only when it runs is opaque. Time and
 * memory are bounded by the length of the text, and no text makes it throw. Thread-safe.
 */
public final class ShellReader {
    /** Commands that are longer are not read. */
    public static final int MOST_CHARACTERS = 128 * 1024;

    /** A reader; all are alike. */
    public ShellReader() {}

    /** What the command does. */
    public StatementFacts facts(String command, ShellSetting setting) {
        try {
            checkCharacters(command);
            Script script = ScriptReader.read(command, setting.shell() == Shell.BASH);
            if (script.commands().isEmpty()) {
                return notUnderstood("there is no command");
            }
            Gathering found = new Gathering(setting, false);
            Walk walk = new Walk(found);
            walk.whole(script);
            if (walk.movesAround()) {
                found = new Gathering(setting, true);
                new Walk(found).whole(script);
            }
            if (found.isTooMuch()) {
                return notUnderstood("it starts too many programs, or names too many paths");
            }
            return understood(command, found.facts());
        } catch (SyntaxRefusal refusal) {
            return notUnderstood(refusal.getMessage());
        }
    }

    private static StatementFacts understood(String command, CommandFacts facts) {
        Set<StatementKind> kinds = EnumSet.of(StatementKind.COMMAND);
        if (!facts.complete()) {
            kinds.add(StatementKind.OPAQUE);
        }
        return StatementFacts.of(command, kinds, facts);
    }

    private static StatementFacts notUnderstood(String why) {
        return StatementFacts.opaque(Dialect.SHELL, 1, why);
    }

    /** Whether the text is a whole command, for whoever reads lines. */
    public Completeness completeness(String text, ShellSetting setting) {
        try {
            checkCharacters(text);
            ScriptReader.read(text, setting.shell() == Shell.BASH);
            return Completeness.COMPLETE;
        } catch (SyntaxRefusal refusal) {
            return refusal.isUnfinished() ? Completeness.MORE : Completeness.WRONG;
        }
    }

    /** Characters that cannot be seen make a command look like another one; some have a meaning within shells. */
    private static void checkCharacters(String text) throws SyntaxRefusal {
        if (text.length() > MOST_CHARACTERS) {
            throw SyntaxRefusal.of("it is longer than " + MOST_CHARACTERS + " characters", 0);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\n' && c != '\t';
            boolean lone = Character.isSurrogate(c) && !isPair(text, i);
            if (control || c == 0x7f || lone || (c > 0x7f && isInvisible(text.codePointAt(i)))) {
                throw SyntaxRefusal.of("it holds a character that cannot be seen", i);
            }
        }
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE;
    }
}
