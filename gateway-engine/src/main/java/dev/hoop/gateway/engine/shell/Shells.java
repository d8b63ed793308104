package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Options.Read;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import dev.hoop.gateway.engine.shell.syntax.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shells that are started by a command. */
final class Shells {
    private static final Set<String> READ_HERE = Set.of("sh", "bash", "dash", "ash", "rbash");
    private static final Options OPTIONS = Options.of(
            "abcefhiklmnprstuvxBCEHPTDI",
            "oO",
            "login posix norc noprofile restricted verbose noediting debugger version help dump-strings dump-po-strings",
            "rcfile init-file");

    private Shells() {}

    static void addTo(Map<String, Rule> rules) {
        Rules.put(
                rules,
                "sh bash dash ash rbash zsh ksh mksh oksh loksh pdksh yash fish csh tcsh rc es elvish nu xonsh osh hush posh sash rsh-shell pwsh",
                Shells::shell);
    }

    private static void shell(Invocation start, Starter starter) {
        boolean readHere = READ_HERE.contains(start.base().replaceAll("[0-9.]+$", ""));
        List<Term> arguments = start.arguments().stream()
                .filter(each -> !each.beginning().startsWith("+"))
                .toList();
        Read read = OPTIONS.leading(arguments.size() == start.arguments().size() ? arguments : start.arguments());
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
        } else if (read.has("version", "help")) {
            return;
        } else if (read.has("O", "rcfile", "init-file", "i", "l", "login", "k")
                || read.all("o").stream()
                        .anyMatch(each -> !isHarmless(each.value().orElseThrow()))) {
            starter.opaque(
                    start, Opacity.CODE_FROM_FILE, "reads its start files, or is told to read commands differently");
            text(start, starter, read, readHere);
        } else {
            text(start, starter, read, readHere);
        }
    }

    private static boolean isHarmless(Term option) {
        return Set.of("pipefail", "errexit", "nounset", "xtrace", "noglob", "noclobber", "verbose", "noexec")
                .contains(option.known().orElse(""));
    }

    private static void text(Invocation start, Starter starter, Read read, boolean readHere) {
        boolean bash = start.base().startsWith("bash") || start.base().equals("rbash");
        if (read.has("c")) {
            if (read.rest().isEmpty()) {
                return;
            }
            Term text = read.rest().get(0);
            if (text.beginning().startsWith("+")) {
                starter.unclear(start, "an option behind '-c' that is not known");
            } else if (!readHere) {
                starter.opaque(start, Opacity.INLINE_CODE, "is another shell, whose language is not read");
            } else if (text.several()) {
                starter.opaque(start, Opacity.COMPUTED_PROGRAM, "runs a text that is computed");
            } else {
                starter.script(start.inner(start.words()), text, bash);
            }
        } else if (!read.rest().isEmpty() && !read.has("s")) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "runs a file");
        } else if (start.text().isPresent() && readHere) {
            input(start, starter, start.text().get(), bash);
        } else {
            boolean asked = start.input() == Input.CALLER && !read.has("s");
            starter.opaque(
                    start,
                    asked ? Opacity.INTERACTIVE : Opacity.CODE_FROM_INPUT,
                    asked ? "opens a shell" : "runs what it reads");
        }
    }

    private static void input(Invocation start, Starter starter, Word text, boolean bash) {
        starter.script(start.inner(start.words()), starter.walk().one(text), bash);
    }
}
