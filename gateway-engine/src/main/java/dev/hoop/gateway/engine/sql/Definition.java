package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.ObjectUse;
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

/** A view's query, followed. What it found is given even if not all was understood. */
record Definition(boolean understood, List<Field> fields, List<ObjectUse> objects, List<FunctionUse> functions) {
    static Definition read(String text, Names names, int depth) {
        Findings findings = new Findings();
        try {
            Tokenized tokenized = Tokenizer.tokenize(text, LexicalSettings.defaults(names.dialect()));
            List<Field> fields = tokenized.match(
                    understood -> fields(understood.tokens(), new Analysis(names, findings, true, depth + 1)),
                    refused -> {
                        throw new NotUnderstood(refused.reason());
                    });
            return new Definition(findings.gaps.isEmpty(), fields, objects(findings), List.copyOf(findings.functions));
        } catch (SyntaxRefusal | NotUnderstood | StackOverflowError notUnderstood) {
            return new Definition(false, List.of(), objects(findings), List.copyOf(findings.functions));
        }
    }

    /** The query itself, if it can be read. */
    static Optional<Query> query(String text, Dialect dialect) {
        try {
            return Tokenizer.tokenize(text, LexicalSettings.defaults(dialect))
                    .match(understood -> query(understood.tokens()), refused -> Optional.empty());
        } catch (SyntaxRefusal | NotUnderstood | StackOverflowError notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<Query> query(Tokens tokens) {
        return tokens.statements().size() == 1
                        && Grammar.read(tokens.statements().get(0), 0).statement() instanceof SqlStatement.Select select
                ? Optional.of(select.query())
                : Optional.empty();
    }

    private static List<ObjectUse> objects(Findings findings) {
        return List.copyOf(findings.objects);
    }

    private static List<Field> fields(Tokens tokens, Analysis analysis) {
        if (tokens.statements().size() != 1) {
            throw new NotUnderstood("a definition is not one statement");
        }
        analysis.functions().converted(tokens);
        SqlStatement statement = Grammar.read(tokens.statements().get(0), 0).statement();
        if (statement instanceof SqlStatement.Select select) {
            return analysis.queries().read(select.query(), new Scope(Sources.NONE, null, Commons.NONE));
        }
        throw new NotUnderstood("a definition is not a query");
    }
}
