package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which options a program has, as far as it must be known to find where its operands begin. Immutable.
 *
 * @param flags letters of options without a value
 * @param valued letters of options with one
 * @param longFlags names of long options; those that may have a value have it behind {@code =}
 * @param longValued names of long options with a value
 */
record Options(String flags, String valued, Set<String> longFlags, Set<String> longValued) {
    /** One option as it was given. */
    record Given(String name, Optional<Term> value) {
        boolean is(String... names) {
            return Arrays.asList(names).contains(name);
        }
    }

    /**
     * What a program was given.
     *
     * @param rest the operands
     * @param problem why where they begin is not known; empty when it is
     */
    record Read(List<Given> given, List<Term> rest, Optional<String> problem) {
        boolean has(String... names) {
            return given.stream().anyMatch(each -> each.is(names));
        }

        List<Given> all(String... names) {
            return given.stream().filter(each -> each.is(names)).toList();
        }
    }

    /** {@code "AbE", "ugp", "askpass login", "user group"}. */
    static Options of(String flags, String valued, String longFlags, String longValued) {
        return new Options(flags, valued, words(longFlags), words(longValued));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(" ", -1)));
    }

    /** Reads up to the first operand, as programs do which start another one. */
    Read leading(List<Term> arguments) {
        List<Given> given = new ArrayList<>();
        int at = 0;
        while (at < arguments.size()) {
            Term argument = arguments.get(at);
            if (argument.is("--")) {
                return new Read(given, arguments.subList(at + 1, arguments.size()), Optional.empty());
            }
            if (argument.isOperand() || argument.areOperands()) {
                break;
            }
            String text = argument.known().orElse(argument.several() ? "" : argument.beginning());
            int taken = text.startsWith("--")
                    ? longOption(argument, text, arguments, at, given)
                    : text.startsWith("-") ? letters(argument, text, arguments, at, given) : 0;
            if (taken == 0) {
                boolean computed = !argument.isKnown();
                return new Read(given, List.of(), Optional.of(computed ? "" : "an option that is not known"));
            }
            at += taken;
        }
        return new Read(given, arguments.subList(Math.min(at, arguments.size()), arguments.size()), Optional.empty());
    }

    /** Options anywhere between the operands. */
    Read anywhere(List<Term> arguments) {
        List<Given> given = new ArrayList<>();
        List<Term> operands = new ArrayList<>();
        List<Term> left = arguments;
        while (true) {
            Read read = leading(left);
            given.addAll(read.given());
            if (read.problem().isPresent() || read.rest().isEmpty()) {
                return new Read(given, operands, read.problem());
            }
            int consumed = left.size() - read.rest().size();
            if (consumed > 0 && left.get(consumed - 1).is("--")) {
                operands.addAll(read.rest());
                return new Read(given, operands, Optional.empty());
            }
            operands.add(read.rest().get(0));
            left = read.rest().subList(1, read.rest().size());
        }
    }

    /** Answers how many words were taken, zero when the option is not known. */
    private int longOption(Term argument, String text, List<Term> arguments, int at, List<Given> given) {
        int equals = text.indexOf('=');
        String written = text.substring(2, equals < 0 ? text.length() : equals);
        Optional<String> name = full(written);
        if (name.isEmpty() || (!argument.isKnown() && equals < 0)) {
            return 0;
        }
        if (equals >= 0) {
            given.add(new Given(name.get(), Optional.of(argument.after(equals + 1))));
            return 1;
        }
        if (longFlags.contains(name.get())) {
            given.add(new Given(name.get(), Optional.empty()));
            return 1;
        }
        return valueFollows(name.get(), arguments, at, given);
    }

    /** Names may be cut short as long as they are one name's beginning. */
    private Optional<String> full(String written) {
        if (longFlags.contains(written) || longValued.contains(written)) {
            return Optional.of(written);
        }
        Set<String> fitting = new TreeSet<>();
        longFlags.stream().filter(name -> name.startsWith(written)).forEach(fitting::add);
        longValued.stream().filter(name -> name.startsWith(written)).forEach(fitting::add);
        return fitting.size() == 1 ? fitting.stream().findFirst() : Optional.empty();
    }

    private static int valueFollows(String name, List<Term> arguments, int at, List<Given> given) {
        if (at + 1 >= arguments.size() || arguments.get(at + 1).several()) {
            return 0;
        }
        given.add(new Given(name, Optional.of(arguments.get(at + 1))));
        return 2;
    }

    private int letters(Term argument, String text, List<Term> arguments, int at, List<Given> given) {
        for (int i = 1; i < text.length(); i++) {
            String letter = text.substring(i, i + 1);
            if (valued.contains(letter)) {
                if (i + 1 < text.length() || !argument.isKnown()) {
                    given.add(new Given(letter, Optional.of(argument.after(i + 1))));
                    return 1;
                }
                return valueFollows(letter, arguments, at, given);
            }
            if (!flags.contains(letter)) {
                return 0;
            }
            given.add(new Given(letter, Optional.empty()));
        }
        return argument.isKnown() && text.length() > 1 ? 1 : 0;
    }
}
