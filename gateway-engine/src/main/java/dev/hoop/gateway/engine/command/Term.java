package dev.hoop.gateway.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word of a command as far as it is known before the command runs: known texts, with gaps where the shell puts something in.
 *
 * @param several whether any number of words, none too, may stand in its place
 */
public record Term(List<Piece> pieces, boolean several) {
    /** A part of a term. */
    public sealed interface Piece {}

    /** Characters that are there. */
    public record Known(String text) implements Piece {}

    /** Characters that are not known. */
    public enum Gap implements Piece {
        /** One character, no slash. */
        ONE,
        /** Any characters but slashes, or none. */
        SEGMENT,
        /** Any text, or none. */
        RUN
    }

    /** Any one word. */
    public static final Term UNKNOWN = new Term(List.of(Gap.RUN), false);

    /** Any words, or none. */
    public static final Term UNKNOWN_WORDS = new Term(List.of(Gap.RUN), true);

    public Term {
        List<Piece> joined = new ArrayList<>();
        StringBuilder text = new StringBuilder(); // so that many pieces take no more time than their characters
        for (Piece piece : pieces) {
            if (piece instanceof Known known) {
                text.append(known.text());
                continue;
            }
            known(text, joined);
            if (piece != Gap.RUN || joined.isEmpty() || joined.get(joined.size() - 1) != Gap.RUN) {
                joined.add(piece);
            }
        }
        known(text, joined);
        pieces = List.copyOf(joined);
    }

    private static void known(StringBuilder text, List<Piece> to) {
        if (text.length() > 0) {
            to.add(new Known(text.toString()));
            text.setLength(0);
        }
    }

    public static Term of(String text) {
        return new Term(List.of(new Known(text)), false);
    }

    /** The text, where every character is known. */
    public Optional<String> known() {
        if (several || pieces.size() > 1) {
            return Optional.empty();
        }
        if (pieces.isEmpty()) {
            return Optional.of("");
        }
        return pieces.get(0) instanceof Known known ? Optional.of(known.text()) : Optional.empty();
    }

    public boolean isKnown() {
        return known().isPresent();
    }

    /** The characters before the first gap. */
    public String beginning() {
        return !pieces.isEmpty() && pieces.get(0) instanceof Known known ? known.text() : "";
    }

    /** Whether it is the text, all of it known. */
    public boolean is(String text) {
        return known().filter(text::equals).isPresent();
    }

    /** Whether it is one word that is no option, whatever its gaps hold. */
    public boolean isOperand() {
        return !several && (known().isPresent() ? !looksLikeOption(beginning()) : isPlain(beginning()));
    }

    /** Whether whatever it stands for are operands, one or more. */
    public boolean areOperands() {
        return isPlain(beginning()) || (isKnown() && isOperand());
    }

    private static boolean isPlain(String beginning) {
        return !beginning.isEmpty() && beginning.charAt(0) != '-';
    }

    private static boolean looksLikeOption(String text) {
        return text.length() > 1 && text.charAt(0) == '-';
    }

    /** What follows the first characters, which must be known. */
    public Term after(int characters) {
        if (characters == 0) {
            return this;
        }
        List<Piece> rest = new ArrayList<>(pieces);
        rest.set(0, new Known(beginning().substring(characters)));
        return new Term(rest, several);
    }

    /** With gaps as {@code *} and {@code ?}; for people and for tools. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Known known) {
                text.append(known.text());
            } else {
                text.append(piece == Gap.ONE ? "?" : piece == Gap.SEGMENT ? "*" : "…");
            }
        }
        return several ? text + "…" : text.toString();
    }
}
