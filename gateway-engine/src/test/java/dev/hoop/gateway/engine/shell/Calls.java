package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import java.util.List;
import java.util.regex.Pattern;

/** Compares how programs were called with what was known before. */
final class Calls {
    private Calls() {}

    /** Whether the facts hold this call, or leave room for it. */
    static boolean foresees(CommandFacts facts, List<String> call) {
        return facts.programs().stream().anyMatch(use -> fits(use, call));
    }

    private static boolean fits(ProgramUse use, List<String> call) {
        String name = use.name()
                .known()
                .map(text -> text.substring(text.lastIndexOf('/') + 1))
                .orElse("");
        return name.equals(call.get(0)) && fits(use.arguments(), 0, call, 1);
    }

    private static boolean fits(List<Term> terms, int term, List<String> call, int word) {
        if (term == terms.size()) {
            return word == call.size();
        }
        Term next = terms.get(term);
        if (next.several()) {
            return fits(terms, term + 1, call, word)
                    || (word < call.size() && fits(next, call.get(word)) && fits(terms, term, call, word + 1));
        }
        return word < call.size() && fits(next, call.get(word)) && fits(terms, term + 1, call, word + 1);
    }

    private static boolean fits(Term term, String text) {
        StringBuilder pattern = new StringBuilder();
        for (Piece piece : term.pieces()) {
            if (piece instanceof Known known) {
                pattern.append(Pattern.quote(known.text()));
            } else {
                pattern.append(piece == Gap.ONE ? "(?:[^/]|\\[.*\\])" : piece == Gap.SEGMENT ? "[^/]*" : ".*");
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    /** Whether all of a call is known. */
    static boolean isKnown(ProgramUse use) {
        return use.name().isKnown() && use.arguments().stream().allMatch(Term::isKnown);
    }

    static List<String> words(ProgramUse use) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(use.baseName()), use.arguments().stream())
                .map(term -> term.known().orElseThrow())
                .toList();
    }
}
