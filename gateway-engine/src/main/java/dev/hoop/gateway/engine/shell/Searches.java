package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Options.Read;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Programs that start another one for each thing they find or read. */
final class Searches {
    private static final Set<String> EXECUTES = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Set<String> TESTS = Set.of(
            "-name", "-iname", "-path", "-ipath", "-regex", "-user", "-group", "-newer", "-size", "-mtime", "-mmin");
    private static final Set<String> WRITES = Set.of("-fprint", "-fprint0", "-fls", "-fprintf");

    private Searches() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("find", Searches::find);
        rules.put("xargs", Searches::xargs);
        Rules.put(
                rules,
                "parallel sem entr",
                (start, starter) ->
                        starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "puts commands together from what it reads"));
        Rules.put(rules, "fd fdfind", (start, starter) -> {
            boolean runs = start.arguments().stream()
                    .anyMatch(each -> (!each.isKnown() && !each.areOperands())
                            || each.beginning().matches("-[A-Za-z]*[xX].*|--ex.*"));
            if (runs) {
                starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "starts a program for what it finds");
            }
        });
    }

    private static void find(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        for (int i = 0; i < words.size(); i++) {
            Term word = words.get(i);
            String text = word.known().orElse("");
            if (TESTS.contains(text)) {
                boolean one = i + 1 < words.size() && !words.get(i + 1).several();
                if (!one) {
                    starter.unclear(start, "");
                }
                i++; // whatever the value holds, it is no action
            } else if (EXECUTES.contains(text)) {
                int end = end(words, i + 1);
                executed(start, starter, words.subList(i + 1, end));
                if (mayEndEarlier(words.subList(i + 1, end))) {
                    starter.unclear(start, "");
                }
                i = end;
            } else if (WRITES.contains(text) && i + 1 < words.size()) {
                starter.found().file(FileOperation.WRITE, words.get(i + 1));
                i++;
            } else if (text.equals("-files0-from") || (!word.isKnown() && !word.areOperands())) {
                starter.unclear(start, "");
            }
        }
    }

    /** Whether something computed may be the {@code ;} that ends the command, with another action behind it. */
    private static boolean mayEndEarlier(List<Term> command) {
        for (int i = 1; i < command.size(); i++) {
            Term word = command.get(i);
            boolean open = !word.isKnown() && word.beginning().isEmpty();
            List<Term> behind = command.subList(i + 1, command.size());
            if (open && (word.several() || behind.stream().anyMatch(Searches::mayAct))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayAct(Term word) {
        return word.isKnown()
                ? word.beginning().startsWith("-")
                : word.beginning().isEmpty();
    }

    private static int end(List<Term> words, int from) {
        for (int i = from; i < words.size(); i++) {
            boolean plus = words.get(i).is("+") && i > from && words.get(i - 1).is("{}");
            if (words.get(i).is(";") || plus) {
                return i;
            }
        }
        return words.size();
    }

    /** What is found takes the place of {@code {}}, whose paths may be any below where the search begins. */
    private static void executed(Invocation start, Starter starter, List<Term> command) {
        List<Term> filled = new ArrayList<>();
        for (Term word : command) {
            boolean holds = word.beginning().contains("{}");
            filled.add(holds ? Term.UNKNOWN : word);
        }
        starter.inner(start.moved(), filled);
    }

    private static final Options XARGS = Options.of(
            "0rtpxo",
            "IndLsPaER",
            "null no-run-if-empty verbose interactive exit open-tty show-limits eof replace max-lines",
            "delimiter arg-file max-args max-chars max-procs process-slot-var");

    private static void xargs(Invocation start, Starter starter) {
        List<Term> arguments = new ArrayList<>();
        for (Term each : start.arguments()) {
            boolean optional = each.isKnown() && each.beginning().matches("-[eil].*");
            arguments.add(optional ? Term.of("-r") : each);
        }
        Read read = XARGS.leading(arguments);
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
            return;
        }
        int taken = arguments.size() - read.rest().size();
        List<Term> command = new ArrayList<>(
                start.arguments().subList(taken, start.arguments().size()));
        if (command.isEmpty()) {
            command.add(Term.of("echo"));
        }
        String mark = read.all("I", "replace").stream()
                .flatMap(each -> each.value().stream())
                .map(value -> value.known().orElse("{}"))
                .findFirst()
                .orElse("{}");
        command.replaceAll(word -> word.beginning().contains(mark) && !mark.isEmpty() ? Term.UNKNOWN : word);
        command.add(Term.UNKNOWN_WORDS);
        starter.inner(start.reading(Input.FILE).moved(), command);
    }
}
