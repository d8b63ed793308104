package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Grammar;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.SyntaxRefusal;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.Tokenized;
import dev.hoop.gateway.engine.sql.token.Tokenizer;
import dev.hoop.gateway.engine.sql.token.Tokens;
import java.util.List;
import java.util.Optional;

/** Follows the expression from which a database computes a column of a table. */
final class Generated {
    private Generated() {}

    /** Where its value comes from; empty if that was not understood. */
    static Optional<Lineage> read(String expression, Names names, List<Field> columns) {
        Findings findings = new Findings();
        try {
            Tokenized tokenized = Tokenizer.tokenize("SELECT " + expression, LexicalSettings.defaults(names.dialect()));
            Lineage lineage = tokenized.match(
                    understood -> lineage(understood.tokens(), new Analysis(names, findings, true, 0), columns),
                    refused -> {
                        throw new NotUnderstood(refused.reason());
                    });
            return findings.gaps.isEmpty() ? Optional.of(lineage) : Optional.empty();
        } catch (SyntaxRefusal | NotUnderstood | StackOverflowError notUnderstood) {
            return Optional.empty();
        }
    }

    private static Lineage lineage(Tokens tokens, Analysis analysis, List<Field> columns) {
        boolean one = tokens.statements().size() == 1;
        SqlStatement statement = Grammar.read(tokens.statements().get(0), 0).statement();
        if (one
                && statement instanceof SqlStatement.Select select
                && select.query().body() instanceof Query.Select list
                && list.items().size() == 1
                && list.from().isEmpty()) {
            Scope scope = new Scope(Sources.of(RowSource.of("", columns)), null, Commons.NONE);
            return analysis.values().of(list.items().get(0).expression(), scope);
        }
        throw new NotUnderstood("a generated column is not one expression");
    }
}
