package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.TokenType;
import dev.hoop.gateway.engine.sql.token.Tokenizer;
import dev.hoop.gateway.engine.sql.token.Tokens;
import dev.hoop.gateway.engine.sql.token.UnmodelledSettingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a session of PostgreSQL has declared as cursors and prepared as statements: by name, the facts of the text that was sent. FETCH and
 * EXECUTE mean what these say. A name that something else may have bound is not here, and then nothing is known of it. Immutable.
 */
public final class NamedStatements {
    public static final NamedStatements NONE = new NamedStatements(Map.of(), Map.of());

    /** Generous: what it finds is then read word by word. */
    private static final Pattern BINDS = Pattern.compile("\\b(declare|prepare)\\b", Pattern.CASE_INSENSITIVE);

    private final Map<String, StatementFacts> cursors;
    private final Map<String, StatementFacts> prepared;

    private NamedStatements(Map<String, StatementFacts> cursors, Map<String, StatementFacts> prepared) {
        this.cursors = Map.copyOf(cursors);
        this.prepared = Map.copyOf(prepared);
    }

    Optional<StatementFacts> cursor(String name) {
        return Optional.ofNullable(cursors.get(name));
    }

    Optional<StatementFacts> prepared(String name) {
        return Optional.ofNullable(prepared.get(name));
    }

    /**
     * What is known when a text has run in the session.
     *
     * @param succeeded whether it did without an error; after a failure nothing that it names is known
     */
    public NamedStatements after(StatementFacts ran, SessionSettings settings, boolean succeeded) {
        boolean nothing = cursors.isEmpty() && prepared.isEmpty();
        if (ran.dialect() != Dialect.POSTGRESQL
                || (nothing && !BINDS.matcher(ran.executable()).find())) {
            return this;
        }
        if (bindsUnseen(ran)) {
            return NONE;
        }
        Map<String, StatementFacts> open = new HashMap<>(cursors);
        Map<String, StatementFacts> ready = new HashMap<>(prepared);
        Optional<Tokens> tokens = tokens(ran, settings);
        if (tokens.isEmpty()) {
            return NONE;
        }
        boolean alone = tokens.get().statements().size() == 1 && succeeded;
        for (Tokens statement : tokens.get().statements()) {
            see(statement, alone ? Optional.of(ran) : Optional.empty(), open, ready);
        }
        return new NamedStatements(open, ready);
    }

    private static void see(
            Tokens statement,
            Optional<StatementFacts> bound,
            Map<String, StatementFacts> open,
            Map<String, StatementFacts> ready) {
        switch (word(statement, 0)) {
            case "DECLARE" -> bind(open, name(statement, 1), bound);
            case "PREPARE" -> bind(ready, name(statement, 1), bound);
            case "CLOSE" -> forget(open, statement, 1);
            case "DEALLOCATE" -> forget(ready, statement, word(statement, 1).equals("PREPARE") ? 2 : 1);
            case "DISCARD" -> {
                open.clear();
                ready.clear();
            }
            default -> {}
        }
    }

    /** A failure leaves a name as it was, and what it was is no longer sure when it is bound a second time. */
    private static void bind(Map<String, StatementFacts> names, String name, Optional<StatementFacts> bound) {
        boolean known = names.remove(name) != null;
        bound.filter(facts -> !known).ifPresent(facts -> names.put(name, facts));
    }

    private static void forget(Map<String, StatementFacts> names, Tokens statement, int at) {
        if (word(statement, at).equals("ALL")) {
            names.clear();
        } else {
            names.remove(name(statement, at));
        }
    }

    /** Code that is not read may declare, prepare and close as well. */
    private static boolean bindsUnseen(StatementFacts ran) {
        return !ran.complete()
                || ran.kinds().contains(StatementKind.CALL)
                || ran.kinds().contains(StatementKind.OPAQUE)
                || ran.functions().stream().anyMatch(use -> use.purity() == Purity.UNKNOWN);
    }

    private static Optional<Tokens> tokens(StatementFacts ran, SessionSettings settings) {
        try {
            LexicalSettings lexical = LexicalSettings.reported(settings.dialect(), settings.lexical());
            return Tokenizer.tokenize(ran.executable(), lexical)
                    .match(understood -> Optional.of(understood.tokens()), refused -> Optional.empty());
        } catch (UnmodelledSettingException e) {
            return Optional.empty();
        }
    }

    private static String word(Tokens statement, int at) {
        if (at >= statement.list().size()) {
            return "";
        }
        Token token = statement.list().get(at);
        return token.type() == TokenType.WORD ? token.value().toUpperCase(Locale.ROOT) : "";
    }

    private static String name(Tokens statement, int at) {
        return at < statement.list().size() ? statement.list().get(at).value() : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedStatements same && cursors.equals(same.cursors) && prepared.equals(same.prepared);
    }

    @Override
    public int hashCode() {
        return 31 * cursors.hashCode() + prepared.hashCode();
    }

    @Override
    public String toString() {
        return "NamedStatements[" + cursors.size() + " cursors, " + prepared.size() + " prepared]";
    }
}
