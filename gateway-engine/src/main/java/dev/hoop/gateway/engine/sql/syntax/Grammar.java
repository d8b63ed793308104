package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.sql.token.Tokens;

/**
 * Reads statements: tokens in, a tree out. Descends by recursion, never steps back over more than a few tokens, and so needs
 * time linear in their number; nesting is bounded. Pure.
 */
public final class Grammar {
    private final TokenStream tokens;
    private final ExpressionReader expressions;
    private final QueryReader queries;
    private final FromReader sources;
    private final StatementReader statements;

    private Grammar(Tokens statement, int parameters) {
        this.tokens = new TokenStream(statement, parameters);
        this.expressions = new ExpressionReader(tokens, this);
        this.queries = new QueryReader(tokens, this);
        this.sources = new FromReader(tokens, this);
        this.statements = new StatementReader(tokens, this);
    }

    /** A statement and the number of parameters up to its end, counted over the whole text. */
    public record Reading(SqlStatement statement, int parameters) {}

    /**
     * Reads one statement.
     *
     * @param parameters how many parameters stand in the statements before it
     * @throws SyntaxRefusal if the grammar does not name all of it
     */
    public static Reading read(Tokens statement, int parameters) {
        Grammar grammar = new Grammar(statement, parameters);
        SqlStatement tree = grammar.statements.read();
        grammar.tokens.expectEnd();
        return new Reading(tree, grammar.tokens.parameters());
    }

    ExpressionReader expressions() {
        return expressions;
    }

    QueryReader queries() {
        return queries;
    }

    FromReader sources() {
        return sources;
    }

    StatementReader statements() {
        return statements;
    }
}
