package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the shell does itself. */
final class Builtins {
    private static final Set<String> SET_OPTIONS = Set.of(
            "pipefail",
            "errexit",
            "nounset",
            "xtrace",
            "noglob",
            "noclobber",
            "verbose",
            "noexec",
            "errtrace",
            "functrace");

    private static final Term NOTHING = Term.of("");

    private Builtins() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put(
                "eval",
                (start, starter) -> starter.joined(
                        start, withoutDashes(start.arguments()), starter.walk().isBash()));
        Rules.put(rules, ". source", (start, starter) -> starter.opaque(start, Opacity.CODE_FROM_FILE, "runs a file"));
        rules.put("trap", Builtins::trap);
        rules.put("set", Builtins::set);
        Rules.put(rules, "alias enable bind complete compopt fc history hash", (start, starter) -> {
            if (!start.arguments().isEmpty()) {
                starter.opaque(start, Opacity.DEFINITION, "changes what words mean, or runs earlier commands again");
            }
        });
        rules.put("shopt", (start, starter) -> {
            if (!start.arguments().isEmpty()) {
                starter.opaque(start, Opacity.DEFINITION, "changes how commands are read");
            }
        });
        Rules.put(rules, "mapfile readarray compgen", (start, starter) -> {
            if (start.arguments().stream()
                    .anyMatch(each -> !each.isKnown() || each.beginning().startsWith("-"))) {
                starter.opaque(start, Opacity.DEFINITION, "may call code for what it reads");
            }
            start.arguments().stream().filter(Term::isOperand).forEach(each -> starter.variableNamed(each, start.at()));
        });
        Rules.put(rules, "cd pushd chdir", Builtins::cd);
        rules.put("popd", (start, starter) -> starter.walk().moves(Optional.empty()));
        Rules.put(rules, "read getopts unset", Builtins::names);
        rules.put("printf", Builtins::printf);
        rules.put("wait", Builtins::printf);
        Rules.put(rules, "test [", Builtins::test);
        rules.put("let", (start, starter) -> start.arguments().forEach(each -> sum(start, starter, each)));
        Rules.put(rules, "declare typeset local export readonly", Builtins::declared);
        Rules.put(rules, "ulimit umask", (start, starter) -> {});
    }

    private static List<Term> withoutDashes(List<Term> words) {
        return !words.isEmpty() && words.get(0).is("--") ? words.subList(1, words.size()) : words;
    }

    private static void trap(Invocation start, Starter starter) {
        List<Term> words = withoutDashes(start.arguments());
        if (words.isEmpty()
                || words.get(0).is("-")
                || words.get(0).is("-l")
                || words.get(0).is("-p")) {
            return;
        }
        if (words.size() == 1) {
            return; // resets a signal
        }
        if (starter.found().setting().mode() == Mode.SESSION) {
            starter.opaque(start, Opacity.DEFINITION, "leaves code behind");
        }
        starter.script(
                start,
                words.get(0).several() ? Term.UNKNOWN_WORDS : words.get(0),
                starter.walk().isBash());
    }

    private static void set(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        boolean lasting = starter.found().setting().mode() == Mode.SESSION && !words.isEmpty();
        boolean clear = true;
        for (int i = 0; i < words.size() && clear; i++) {
            String text = words.get(i).known().orElse("?");
            if (text.equals("--") || text.equals("-") || !(text.startsWith("-") || text.startsWith("+"))) {
                clear = !text.equals("?");
                break;
            }
            boolean named = text.endsWith("o");
            clear = text.matches("[-+][euxvfCbnhmET]*o?")
                    && (!named
                            || i + 1 >= words.size()
                            || SET_OPTIONS.contains(words.get(i + 1).known().orElse("")));
            i += named ? 1 : 0;
        }
        if (lasting || !clear) {
            starter.opaque(start, Opacity.DEFINITION, "changes how commands are read");
        }
    }

    private static void cd(Invocation start, Starter starter) {
        List<Term> words = withoutDashes(start.arguments().stream()
                .filter(each ->
                        !Set.of("-L", "-P", "-e", "-@").contains(each.known().orElse("")))
                .toList());
        if (words.isEmpty()) {
            starter.walk().moves(Optional.of(Term.of(starter.found().setting().home())));
            if (start.base().equals("pushd")) {
                starter.walk().moves(Optional.empty());
            }
        } else if (words.size() > 1
                || words.get(0).several()
                || !words.get(0).isOperand()
                || words.get(0).is("-")) {
            starter.walk().moves(Optional.empty());
        } else {
            starter.walk().moves(Optional.of(words.get(0)));
        }
    }

    /** Every operand may name a variable, whose index bash computes, whatever stands in it. */
    private static void names(Invocation start, Starter starter) {
        boolean value = start.base().equals("getopts"); // the first operand is its letters
        boolean options = true;
        for (Term word : start.arguments()) {
            String text = word.known().orElse("");
            boolean option = options && !value && word.isKnown() && text.startsWith("-");
            if (!option && !value) {
                starter.variableNamed(word, start.base().equals("unset") ? NOTHING : Term.UNKNOWN, start.at());
            }
            options &= option && !text.equals("--");
            value = option && start.base().equals("read") && takesNext(text);
        }
    }

    /** Whether a value of {@code read}'s options, which names no variable, is the next word: {@code -p} and {@code -rp}, not {@code -px}. */
    private static boolean takesNext(String letters) {
        for (int i = 1; i < letters.length(); i++) {
            if ("dinNptu".indexOf(letters.charAt(i)) >= 0) {
                return i == letters.length() - 1;
            }
        }
        return false;
    }

    private static void printf(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).beginning();
            boolean names = text.startsWith("-v")
                    || (text.startsWith("-p") && start.base().equals("wait"));
            if (names && i < 2) {
                boolean together = text.length() > 2;
                if (together) {
                    starter.variableNamed(words.get(i).after(2), start.at());
                } else if (i + 1 < words.size()) {
                    starter.variableNamed(words.get(i + 1), start.at());
                }
            }
        }
    }

    private static void test(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).is("-v") || words.get(i).is("-R")) {
                String name = words.get(i + 1).known().orElse("[");
                if (name.indexOf('[') >= 0) {
                    starter.opaque(start, Opacity.ARITHMETIC, "looks at a variable whose name may hold code");
                }
            }
        }
    }

    private static void declared(Invocation start, Starter starter) {
        boolean evaluates = false;
        boolean array = false;
        for (Term word : start.arguments()) {
            String text = word.beginning();
            boolean option = text.startsWith("-") || text.startsWith("+");
            evaluates |= option
                    && (text.indexOf('i') > 0
                            || (text.indexOf('n') > 0 && !start.base().equals("export")));
            array |= option && (text.indexOf('a') > 0 || text.indexOf('A') > 0);
            int equals = text.indexOf('=');
            if (!option && equals < 0) {
                declaredBare(word, evaluates, array, start, starter);
            } else if (!option) {
                String name = text.substring(0, equals).replaceFirst("\\+$", "");
                declaredAs(name, word.after(equals + 1), evaluates, array, start, starter);
            }
        }
    }

    /** Only the name is said, and what it is given later may be computed, or name another variable. */
    private static void declaredBare(Term word, boolean evaluates, boolean array, Invocation start, Starter starter) {
        String name = word.known().orElse("");
        boolean keeps = evaluates && Variables.isName(name) && !Variables.decides(name);
        if (keeps) {
            starter.walk().evaluates(name, start.at());
        } else {
            starter.variableNamed(word, NOTHING, start.at()); // what it holds stays
        }
        if (array) {
            starter.walk().array(name);
        }
    }

    private static void declaredAs(
            String name, Term value, boolean evaluates, boolean array, Invocation start, Starter starter) {
        boolean number = value.known().filter(Variables::isNumber).isPresent();
        if (number && evaluates && Variables.isName(name)) {
            starter.walk().assigned(name, value, true, start.at());
        } else {
            starter.variableNamed(Term.of(name), value, start.at());
        }
        if (array) {
            starter.walk().array(name);
        }
        if (evaluates) {
            starter.walk().evaluates(name, start.at());
        }
        if (evaluates && !number) {
            starter.opaque(start, Opacity.ARITHMETIC, "computes a value that may hold code");
        }
        boolean elements = value.beginning().startsWith("(");
        boolean maybe = !value.isKnown() && value.beginning().isEmpty();
        if (elements || (maybe && array)) {
            starter.walk().elementsAgain(start.at());
        } else if (maybe && !Set.of("export", "readonly").contains(start.base())) {
            starter.walk().declared(name, start.at());
        }
    }

    private static void sum(Invocation start, Starter starter, Term word) {
        if (!word.isKnown()
                || !word.beginning()
                        .matches(
                                "[A-Za-z_][A-Za-z0-9_]*(?:=|\\+=|-=|\\*=)-?\\d{1,18}|[A-Za-z_][A-Za-z0-9_]*(?:\\+\\+|--)")) {
            starter.opaque(start, Opacity.ARITHMETIC, "computes an expression that may hold code");
        }
    }
}
