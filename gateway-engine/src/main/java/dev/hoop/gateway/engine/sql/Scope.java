package dev.hoop.gateway.engine.sql;

import org.jspecify.annotations.Nullable;

/**
 * What names mean at one place of a statement.
 *
 * @param outer what the query around sees, for names that this level does not have
 * @param commons the named queries of WITH
 */
record Scope(Sources sources, @Nullable Scope outer, Commons commons) {
    Scope with(Sources other) {
        return new Scope(other, outer, commons);
    }

    Scope with(Commons other) {
        return new Scope(sources, outer, other);
    }

    /** A query inside an expression here: it sees everything of here. */
    Scope inner() {
        return new Scope(Sources.NONE, this, commons);
    }

    /** A query in FROM here: it sees what is around, and not its neighbours. */
    Scope beside() {
        return new Scope(Sources.NONE, outer, commons);
    }
}
