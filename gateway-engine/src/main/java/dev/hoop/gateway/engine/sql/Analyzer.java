package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.StatementFacts;

@SuppressWarnings("DoNotCallSuggester")
public final class Analyzer {
    public Analyzer() {}

    public StatementFacts facts(String t, SessionSettings s, Catalogue c) {
        throw new IllegalStateException();
    }
}
