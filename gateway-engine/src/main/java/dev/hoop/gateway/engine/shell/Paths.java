package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.PathUse;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts paths in order, without {@code //}, {@code .} and {@code ..}. What a gap could make of a path is kept open. */
final class Paths {
    /** A place of which nothing is known. */
    static final Term ANYWHERE = new Term(List.of(Gap.RUN), false);

    private final Deque<List<Piece>> parts = new ArrayDeque<>();
    private List<Piece> root = List.of();
    private boolean settled = true;

    private Paths() {}

    /** The path that the term names when it is looked up from the directory. */
    static PathUse resolve(Term term, Term directory, boolean deep) {
        Paths paths = new Paths();
        String beginning = term.beginning();
        boolean absolute = beginning.startsWith("/") || beginning.equals("~") || beginning.startsWith("~/");
        if (!absolute) {
            paths.walk(directory);
        }
        paths.walk(term);
        paths.throughProcess();
        return new PathUse(paths.path(), deep, paths.settled);
    }

    private void walk(Term term) {
        String beginning = term.beginning();
        List<Piece> pieces = term.pieces();
        if (beginning.startsWith("/")) {
            begin(List.of());
        } else if (beginning.equals("~") || beginning.startsWith("~/")) {
            begin(List.of(new Known("~")));
            pieces = term.after(1).pieces();
        }
        List<Piece> part = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!(piece instanceof Known known)) {
                part.add(piece);
                continue;
            }
            int from = 0;
            for (int slash = known.text().indexOf('/');
                    slash >= 0;
                    slash = known.text().indexOf('/', from)) {
                part.add(new Known(known.text().substring(from, slash)));
                step(part);
                part = new ArrayList<>();
                from = slash + 1;
            }
            part.add(new Known(known.text().substring(from)));
        }
        step(part);
    }

    private void begin(List<Piece> at) {
        parts.clear();
        root = at;
    }

    private void step(List<Piece> raw) {
        Term part = new Term(raw, false);
        if (part.is("") || part.is(".")) {
            return;
        }
        if (part.is("..")) {
            up();
        } else if (part.pieces().contains(Gap.RUN)) {
            begin(List.of(Gap.RUN));
            root = tail(part.pieces());
        } else if (!part.isKnown() && part.beginning().startsWith(".")) {
            begin(List.of(Gap.RUN)); // some shells let it be '..'
        } else {
            parts.addLast(part.pieces());
        }
    }

    /** From the last gap on which may hold anything. */
    private static List<Piece> tail(List<Piece> pieces) {
        return pieces.subList(pieces.lastIndexOf(Gap.RUN), pieces.size());
    }

    private void up() {
        settled = false;
        throughProcess();
        if (!parts.isEmpty()) {
            parts.removeLast();
        } else if (!root.isEmpty()) {
            root = List.of(Gap.RUN);
        }
    }

    /** {@code /proc/self/root} is the root itself; where others, and {@code cwd} and {@code fd}, lead is not known. */
    private void throughProcess() {
        List<List<Piece>> all = List.copyOf(parts);
        if (!root.isEmpty() || all.size() < 3 || !mayBe(all.get(0), "proc") || !mayBeProcess(all.get(1))) {
            return;
        }
        int at = mayBe(all.get(2), "task") && all.size() > 4 ? 4 : 2;
        boolean leads = mayBe(all.get(at), "root")
                || mayBe(all.get(at), "cwd")
                || (mayBe(all.get(at), "fd") && all.size() > at + 2);
        if (leads) {
            boolean itself = is(all.get(0), "proc") && is(all.get(1), "self") && is(all.get(at), "root");
            begin(itself ? List.of() : List.of(Gap.RUN));
            all.subList(at + 1, all.size()).forEach(parts::addLast);
            throughProcess();
        }
    }

    private static boolean mayBeProcess(List<Piece> part) {
        Term name = new Term(part, false);
        return name.known().isEmpty() || name.known().get().matches("self|thread-self|[0-9]+");
    }

    private static boolean is(List<Piece> part, String text) {
        return new Term(part, false).is(text);
    }

    private static boolean mayBe(List<Piece> part, String text) {
        Term term = new Term(part, false);
        return term.is(text) || (!term.isKnown() && text.startsWith(term.beginning()));
    }

    private Term path() {
        List<Piece> pieces = new ArrayList<>(root);
        for (List<Piece> part : parts) {
            pieces.add(new Known("/"));
            pieces.addAll(part);
        }
        return new Term(pieces.isEmpty() ? List.of(new Known("/")) : pieces, false);
    }
}
