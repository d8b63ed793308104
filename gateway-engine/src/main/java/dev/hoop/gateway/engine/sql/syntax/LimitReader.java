package dev.hoop.gateway.engine.sql.syntax;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what bounds and locks the rows of a query: LIMIT, OFFSET, FETCH, FOR UPDATE. */
final class LimitReader {
    private static final Set<String> ROWS = Set.of("ROW", "ROWS");

    private final TokenStream tokens;
    private final Grammar grammar;

    LimitReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
    }

    RowLimit read() {
        Optional<Expression> count = Optional.empty();
        List<Expression> others = new ArrayList<>();
        boolean exact = true;
        while (true) {
            if (tokens.accept("LIMIT")) {
                if (tokens.accept("ALL")) {
                    continue;
                }
                Expression first = grammar.expressions().read();
                if (tokens.acceptSign(",")) {
                    others.add(first);
                    first = grammar.expressions().read();
                }
                count = Optional.of(first);
            } else if (tokens.accept("OFFSET")) {
                others.add(grammar.expressions().read());
                tokens.acceptAny(ROWS);
            } else if (tokens.isWord("FETCH")
                    && (tokens.word(1).equals("FIRST") || tokens.word(1).equals("NEXT"))) {
                tokens.next();
                tokens.next();
                count = Optional.of(
                        ROWS.contains(tokens.word(0))
                                ? new Expression.Literal(Expression.LiteralKind.NUMBER, "1")
                                : grammar.expressions().arithmetic());
                exact = !tokens.accept("PERCENT");
                tokens.acceptAny(ROWS);
                if (!tokens.accept("ONLY")) {
                    tokens.expect("WITH", "TIES");
                    exact = false;
                }
            } else {
                return new RowLimit(count, List.copyOf(others), exact);
            }
        }
    }

    /** Reads locking clauses; true if there is one that locks. */
    @CanIgnoreReturnValue
    boolean locks() {
        boolean locks = false;
        while (true) {
            if (tokens.accept("LOCK", "IN")) {
                tokens.expect("SHARE", "MODE");
                locks = true;
            } else if (tokens.isWords("FOR", "READ") || tokens.isWords("FOR", "FETCH")) {
                tokens.next();
                tokens.next();
                tokens.expect("ONLY");
                continue;
            } else if (tokens.isWord("FOR")) {
                tokens.next();
                strength();
                locks = true;
            } else {
                return locks;
            }
            waiting();
        }
    }

    private void strength() {
        if (tokens.accept("NO", "KEY")) {
            tokens.expect("UPDATE");
        } else if (tokens.accept("KEY")) {
            tokens.expect("SHARE");
        } else if (!tokens.accept("SHARE")) {
            tokens.expect("UPDATE");
        }
        if (tokens.accept("OF")) {
            do {
                tokens.qualifiedName();
            } while (tokens.acceptSign(","));
        }
    }

    private void waiting() {
        if (tokens.accept("SKIP")) {
            tokens.expect("LOCKED");
        } else if (tokens.accept("WAIT")) {
            tokens.next();
        } else {
            tokens.accept("NOWAIT");
        }
    }
}
