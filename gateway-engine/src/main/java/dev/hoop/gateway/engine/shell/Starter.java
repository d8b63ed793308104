package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import dev.hoop.gateway.engine.shell.syntax.SyntaxRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what starting a program amounts to: itself, and whatever it starts in turn by what it is told. */
final class Starter {
    /** {@code sudo env nice … sudo env nice …} of more than so many is not understood. */
    private static final int DEEPEST = 20;

    private static final Pattern VERSIONED =
            Pattern.compile("(?:static-)?([A-Za-z][A-Za-z0-9+_]*?)(?:-static)?-?(?:[0-9][0-9.]*)?");
    /** {@code x86_64-linux-gnu-gcc}. */
    private static final Pattern FOR_ANOTHER = Pattern.compile(
            "[a-z0-9_]+(?:-[a-z0-9_]+)+-((?:gcc|g\\+\\+|c\\+\\+|cpp|gfortran|clang|ld|nm|ar|as|strip)(?:-[0-9.]+)?)");

    private static final Pattern LOADER = Pattern.compile("ld(?:-linux|-musl|64)?[A-Za-z0-9_.-]*\\.so(?:\\.[0-9]+)?");

    private final Gathering found;
    private final Walk walk;
    private final Map<String, Rule> rules;

    /** What one program does with what it is told. */
    interface Rule {
        void apply(Invocation start, Starter starter);
    }

    Starter(Gathering found, Walk walk) {
        this.found = found;
        this.walk = walk;
        this.rules = Rules.all();
    }

    void start(Invocation start) {
        if (start.via().size() > DEEPEST) {
            found.opaque(
                    Opacity.COMPUTED_ARGUMENTS, "programs start each other more than " + DEEPEST + " deep", start.at());
            return;
        }
        found.program(start);
        if (!start.name().isKnown()) {
            found.opaque(Opacity.COMPUTED_PROGRAM, "which program runs is computed" + via(start), start.at());
            return;
        }
        if (start.name()
                .beginning()
                .startsWith("-")) { // behind a word that is a keyword to one shell and a program to another
            opaque(start, Opacity.UNKNOWN_OPTION, "is an option where a program is expected");
            return;
        }
        String known = canonical(start.base());
        Writers.of(known, start, found);
        Rule rule = rules.get(known);
        if (rule != null) {
            rule.apply(start, this);
        }
    }

    /** Under which name the program is known here: {@code python3.11}, {@code gcc-12} and {@code bash-static} are python, gcc and bash. */
    private String canonical(String base) {
        if (rules.containsKey(base) || Writers.know(base)) {
            return base;
        }
        if (LOADER.matcher(base).matches()) {
            return "ld.so";
        }
        Matcher crossed = FOR_ANOTHER.matcher(base);
        String here = crossed.matches() ? crossed.group(1) : base;
        Matcher versioned = VERSIONED.matcher(here);
        String plain = versioned.matches() ? versioned.group(1) : here;
        return rules.containsKey(plain) || Writers.know(plain) ? plain : base;
    }

    private static String via(Invocation start) {
        return start.via().isEmpty()
                ? ""
                : " behind '" + start.via().get(start.via().size() - 1) + "'";
    }

    /** The command that a program starts; nothing when there is none. */
    void inner(Invocation outer, List<Term> command) {
        if (!command.isEmpty()) {
            start(outer.inner(command));
        }
    }

    void opaque(Invocation start, Opacity reason, String why) {
        found.opaque(reason, "'" + start.base() + "' " + why, start.at());
    }

    /** A program that starts others is told something that is computed or not known. */
    void unclear(Invocation start, String problem) {
        if (problem.isEmpty()) {
            opaque(start, Opacity.COMPUTED_ARGUMENTS, "is told what to do by something that is computed");
        } else {
            opaque(start, Opacity.UNKNOWN_OPTION, "has " + problem);
        }
    }

    /** A shell reads a text that stands in the command. */
    void script(Invocation start, Term text, boolean bash) {
        Optional<String> known = text.known();
        if (known.isEmpty()) {
            opaque(start, Opacity.COMPUTED_PROGRAM, "runs a text that is computed");
            return;
        }
        try {
            walk.text(known.get(), bash, start.input() == Input.TEXT ? Input.TEXT : start.input(), start.at());
        } catch (SyntaxRefusal refusal) {
            opaque(start, Opacity.INLINE_CODE, "runs a text that is not understood: " + refusal.getMessage());
        }
    }

    /** Words that are put together with blanks and read by a shell. */
    void joined(Invocation start, List<Term> words, boolean bash) {
        List<Piece> pieces = new ArrayList<>();
        for (Term word : words) {
            if (!pieces.isEmpty()) {
                pieces.add(new Known(" "));
            }
            pieces.addAll(word.pieces());
        }
        boolean several = words.stream().anyMatch(Term::several);
        script(start, new Term(pieces, several), bash);
    }

    void variableNamed(Term name, int at) {
        variableNamed(name, Term.UNKNOWN, at);
    }

    /** A variable gets this value, and its name may be computed. */
    void variableNamed(Term name, Term value, int at) {
        Optional<String> known = name.known();
        if (known.isEmpty() || known.get().indexOf('[') >= 0) {
            found.opaque(Opacity.ARITHMETIC, "the name of a variable may hold code", at);
        } else {
            walk.assigned(known.get(), value, false, at);
        }
    }

    Walk walk() {
        return walk;
    }

    Gathering found() {
        return found;
    }
}
