package dev.hoop.gateway.engine.command;

import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for paths: {@code /etc/*.conf}, {@code ~/**}. {@code /etc/**} is {@code /etc} and all below. Immutable.
 */
public final class PathPattern {
    private static final List<Term> USUAL_HOMES =
            List.of(Term.of("/root"), new Term(List.of(new Known("/home/"), Gap.SEGMENT), false));

    private final String text;

    public PathPattern(String text) {
        this.text = text;
    }

    /** Whether a text can be a pattern of paths. */
    public static boolean isPattern(String text) {
        return text.startsWith("/") || text.equals("~") || text.startsWith("~/") || text.startsWith("**");
    }

    /** Whether the path, or anything below it that is meant, may fit. */
    public boolean mayMeet(PathUse use, Optional<String> home) {
        for (Term path : alternatives(use.path())) {
            for (Glob glob : globs(home)) {
                if (glob.mayBe(path) || (use.deep() && glob.mayBe(below(path)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the path, and all below it that is meant, fits whatever its gaps hold. */
    public boolean mustHold(PathUse use, Optional<String> home) {
        if (!use.settled()) {
            return false;
        }
        List<Glob> globs = globs(home);
        return globs.stream().anyMatch(glob -> glob.mustBe(use.path()))
                && (!use.deep() || globs.stream().anyMatch(glob -> glob.mustBe(below(use.path()))));
    }

    private List<Glob> globs(Optional<String> home) {
        boolean atHome = text.equals("~") || text.startsWith("~/");
        String whole = atHome && home.isPresent() ? home.get() + text.substring(1) : text;
        List<Glob> globs = new ArrayList<>();
        globs.add(Glob.ofPath(whole));
        if (whole.endsWith("/**")) {
            globs.add(Glob.ofPath(whole.length() == 3 ? "/" : whole.substring(0, whole.length() - 3)));
        }
        return globs;
    }

    /** A home that is not known may be any of the usual ones. */
    private List<Term> alternatives(Term path) {
        boolean atHome = path.beginning().equals("~") || path.beginning().startsWith("~/");
        if (!atHome) {
            return List.of(path);
        }
        List<Term> all = new ArrayList<>();
        all.add(path);
        for (Term home : USUAL_HOMES) {
            List<Piece> pieces = new ArrayList<>(home.pieces());
            pieces.addAll(path.after(1).pieces());
            all.add(new Term(pieces, false));
        }
        return all;
    }

    private static Term below(Term path) {
        List<Piece> pieces = new ArrayList<>(path.pieces());
        if (!path.is("/")) {
            pieces.add(new Known("/"));
        }
        pieces.add(Gap.RUN);
        return new Term(pieces, false);
    }

    @Override
    public String toString() {
        return text;
    }
}
