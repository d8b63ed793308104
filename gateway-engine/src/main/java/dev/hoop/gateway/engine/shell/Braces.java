package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.shell.syntax.Word;
import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import dev.hoop.gateway.engine.shell.syntax.Word.Parameter;
import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brace expansion: {@code a{b,c}d} and {@code {1..9}}, of what is not quoted. */
final class Braces {
    private static final int MOST_WORDS = 512;
    private static final Pattern NUMBERS = Pattern.compile("(-?\\d{1,9})\\.\\.(-?\\d{1,9})(?:\\.\\.(-?\\d{1,9}))?");
    private static final Pattern LETTERS = Pattern.compile("([A-Za-z])\\.\\.([A-Za-z])(?:\\.\\.(-?\\d{1,9}))?");

    /** One character without quotes, or a part that braces do not look into. */
    private record Atom(char sign, Optional<Part> part) {
        boolean is(char c) {
            return part.isEmpty() && sign == c;
        }
    }

    private Braces() {}

    /** The words that one word becomes; nothing when they are too many, or when which they are depends on a variable's name. */
    static Optional<List<List<Part>>> expand(Word word) {
        if (word.parts().stream()
                .noneMatch(part -> part instanceof Literal literal
                        && !literal.quoted()
                        && literal.text().indexOf('{') >= 0)) {
            return Optional.of(List.of(word.parts()));
        }
        List<List<Atom>> words = expand(atoms(word.parts()), new int[] {0});
        boolean expanded =
                words.size() != 1 || words.get(0).size() != atoms(word.parts()).size();
        boolean named = word.parts().stream()
                .anyMatch(part -> (part instanceof Parameter parameter && parameter.plain())
                        || (part instanceof Literal literal
                                && !literal.quoted()
                                && literal.text().indexOf('$') >= 0));
        if (words.size() > MOST_WORDS || (expanded && named)) {
            return Optional.empty();
        }
        return Optional.of(words.stream().map(Braces::parts).toList());
    }

    private static List<Atom> atoms(List<Part> parts) {
        List<Atom> atoms = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Literal literal && !literal.quoted()) {
                literal.text().chars().forEach(c -> atoms.add(new Atom((char) c, Optional.empty())));
            } else {
                atoms.add(new Atom(' ', Optional.of(part)));
            }
        }
        return atoms;
    }

    private static List<Part> parts(List<Atom> atoms) {
        List<Part> parts = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (Atom atom : atoms) {
            if (atom.part().isEmpty()) {
                run.append(atom.sign());
                continue;
            }
            if (!run.isEmpty()) {
                parts.add(new Literal(run.toString(), false));
                run.setLength(0);
            }
            parts.add(atom.part().get());
        }
        if (!run.isEmpty()) {
            parts.add(new Literal(run.toString(), false));
        }
        return parts;
    }

    /** @param work counts what is done, so that many open braces do not take their number squared */
    private static List<List<Atom>> expand(List<Atom> atoms, int[] work) {
        for (int open = 0; open < atoms.size(); open++) {
            if (atoms.get(open).is('{')) {
                work[0] += atoms.size() - open;
                if (work[0] > 200_000) {
                    return tooMany();
                }
                int close = closing(atoms, open);
                if (close > 0) {
                    Optional<List<List<Atom>>> middle = alternatives(atoms.subList(open + 1, close), work);
                    if (middle.isPresent()) {
                        return joined(
                                atoms.subList(0, open),
                                middle.get(),
                                expand(atoms.subList(close + 1, atoms.size()), work));
                    }
                }
            }
        }
        return List.of(atoms);
    }

    private static int closing(List<Atom> atoms, int open) {
        int depth = 0;
        for (int i = open; i < atoms.size(); i++) {
            if (atoms.get(i).is('{')) {
                depth++;
            } else if (atoms.get(i).is('}') && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<List<List<Atom>>> alternatives(List<Atom> inside, int[] work) {
        List<List<Atom>> all = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean commas = false;
        for (int i = 0; i <= inside.size(); i++) {
            boolean end = i == inside.size();
            if (end || (depth == 0 && inside.get(i).is(','))) {
                commas |= !end;
                if (commas) {
                    all.addAll(expand(inside.subList(from, i), work));
                    if (all.size() > MOST_WORDS) {
                        return Optional.of(tooMany());
                    }
                }
                from = i + 1;
            } else if (inside.get(i).is('{')) {
                depth++;
            } else if (inside.get(i).is('}')) {
                depth--;
            }
        }
        return commas ? Optional.of(all) : sequence(inside);
    }

    private static Optional<List<List<Atom>>> sequence(List<Atom> inside) {
        if (inside.size() > 40 || inside.stream().anyMatch(atom -> atom.part().isPresent())) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        inside.forEach(atom -> text.append(atom.sign()));
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            String first = numbers.group(1);
            String last = numbers.group(2);
            boolean padded = first.matches("-?0\\d+") || last.matches("-?0\\d+");
            int width = padded ? Math.max(first.length(), last.length()) : 0;
            return Optional.of(
                    range(Long.parseLong(first), Long.parseLong(last), numbers.group(3), number -> pad(number, width)));
        }
        Matcher letters = LETTERS.matcher(text);
        if (letters.matches()) {
            return Optional.of(range(
                    letters.group(1).charAt(0),
                    letters.group(2).charAt(0),
                    letters.group(3),
                    letter -> Character.toString((char) letter)));
        }
        return Optional.empty();
    }

    private static String pad(long number, int width) {
        String digits = Long.toString(Math.abs(number));
        String sign = number < 0 ? "-" : "";
        return sign + "0".repeat(Math.max(0, width - digits.length() - sign.length())) + digits;
    }

    private static List<List<Atom>> range(
            long first, long last, String increment, java.util.function.LongFunction<String> text) {
        long asked = increment == null ? 1 : Math.abs(Long.parseLong(increment));
        long step = Math.max(1, asked);
        if (Math.abs(last - first) / step >= MOST_WORDS) {
            return tooMany();
        }
        List<List<Atom>> all = new ArrayList<>();
        for (long value = first; first <= last ? value <= last : value >= last; value += first <= last ? step : -step) {
            all.add(atoms(List.of(new Literal(text.apply(value), false))));
        }
        return all;
    }

    private static List<List<Atom>> joined(List<Atom> before, List<List<Atom>> middle, List<List<Atom>> after) {
        if ((long) middle.size() * after.size() > MOST_WORDS) {
            return tooMany();
        }
        List<List<Atom>> all = new ArrayList<>();
        for (List<Atom> one : middle) {
            for (List<Atom> rest : after) {
                List<Atom> whole = new ArrayList<>(before);
                whole.addAll(one);
                whole.addAll(rest);
                all.add(whole);
            }
        }
        return all;
    }

    private static List<List<Atom>> tooMany() {
        return java.util.Collections.nCopies(MOST_WORDS + 1, List.of());
    }
}
