package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Query.Item;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Copy;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Deferred;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Insert;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Recalled;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Select;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads CALL and COPY, and what runs under a name later. */
@SuppressWarnings("DoNotCallSuggester") // some commands are known only to be refused with advice
final class CommandReader {
    private final TokenStream tokens;
    private final Grammar grammar;

    CommandReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
    }

    /** {@code {call p(…)}} and {@code {?= call f(…)}}: JDBC's spelling of CALL. */
    SqlStatement braces() {
        tokens.expectSign("{");
        if (tokens.isType(TokenType.PARAMETER)) {
            tokens.parameter(); // takes what the function returns
            tokens.expectSign("=");
        }
        SqlStatement call = call();
        tokens.expectSign("}");
        return call;
    }

    /** In H2 CALL computes an expression, elsewhere it runs a procedure. */
    SqlStatement call() {
        tokens.expect("CALL");
        if (tokens.is(Dialect.H2)) {
            Item item = Item.meant(grammar.expressions().read());
            return new Select(Query.of(select(List.of(item), List.of())));
        }
        List<Identifier> name = tokens.qualifiedName();
        List<Expression> arguments =
                tokens.isSign("(") ? grammar.expressions().operands().calls().ofProcedure() : List.of();
        NamedObject procedure = new NamedObject(name, ObjectUse.Type.FUNCTION, ObjectUse.Access.EXECUTE);
        return new Utility(
                Set.of(StatementKind.CALL), List.of(procedure), List.of(), arguments, List.of(), List.of(), true);
    }

    private static Query.Select select(List<Item> items, List<FromItem> from) {
        return new Query.Select(
                false,
                List.of(),
                items,
                Optional.empty(),
                from,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** {@code DECLARE c CURSOR FOR query}, with PostgreSQL's words in between. */
    SqlStatement declare() {
        postgresqlOnly();
        tokens.expect("DECLARE");
        tokens.sessionName();
        while (tokens.acceptAny(Set.of("BINARY", "ASENSITIVE", "INSENSITIVE", "NO", "SCROLL"))) {
            // none of them changes what is read
        }
        tokens.expect("CURSOR");
        if (tokens.accept("WITH") || tokens.accept("WITHOUT")) {
            tokens.expect("HOLD");
        }
        tokens.expect("FOR");
        return new Deferred(grammar.statements().inWith());
    }

    /** {@code PREPARE p AS statement}. MySQL's text in a literal or variable is refused. */
    SqlStatement prepare() {
        postgresqlOnly();
        tokens.expect("PREPARE");
        tokens.sessionName();
        if (tokens.acceptSign("(")) {
            do {
                grammar.expressions().operands().types().read();
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
        }
        tokens.expect("AS");
        return new Deferred(grammar.statements().inWith());
    }

    /** {@code EXECUTE p (arguments)}. */
    SqlStatement execute() {
        postgresqlOnly();
        tokens.expect("EXECUTE");
        Identifier name = tokens.sessionName();
        List<Expression> arguments = List.of();
        if (tokens.acceptSign("(")) {
            arguments = grammar.expressions().list();
            tokens.expectSign(")");
        }
        return new Recalled(name, false, false, arguments);
    }

    private void postgresqlOnly() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("a statement that runs text; use a prepared statement of the driver instead");
        }
    }

    /** {@code SET STATEMENT max_statement_time = n FOR statement}: how MariaDB's driver sets a timeout. */
    SqlStatement timed() {
        tokens.expect("SET", "STATEMENT");
        tokens.expect("MAX_STATEMENT_TIME");
        tokens.expectSign("=");
        if (!tokens.isType(TokenType.NUMBER)) {
            throw tokens.refuse("expected a number of seconds");
        }
        tokens.next();
        tokens.expect("FOR");
        return grammar.statements().inWith();
    }

    /** COPY to and from the client; files and programs are refused. */
    SqlStatement copy() {
        tokens.expect("COPY");
        if (tokens.acceptSign("(")) {
            SqlStatement query = grammar.statements().inWith();
            tokens.expectSign(")");
            tokens.expect("TO", "STDOUT");
            options();
            return new Copy(query, false);
        }
        int start = tokens.isAtEnd() ? 0 : tokens.token().start();
        List<Identifier> table = tokens.qualifiedName();
        int end = tokens.end();
        List<Identifier> columns = tokens.isSign("(") ? tokens.nameList() : List.of();
        boolean load = tokens.accept("FROM");
        if (load) {
            tokens.expect("STDIN");
        } else {
            tokens.expect("TO", "STDOUT");
        }
        options();
        if (load) {
            return new Copy(
                    new Insert(
                            With.NONE,
                            table,
                            Optional.empty(),
                            columns,
                            Optional.empty(),
                            false,
                            Optional.empty(),
                            List.of()),
                    true);
        }
        List<Item> items = columns.isEmpty()
                ? List.of(Item.meant(new Star(List.of(), List.of())))
                : columns.stream()
                        .map(column -> Item.meant(ChangeReader.column(column)))
                        .toList();
        FromItem from = new TableReference(table, Alias.NONE, start, end);
        return new Copy(new Select(Query.of(select(items, List.of(from)))), false);
    }

    private void options() {
        tokens.accept("WITH");
        boolean brackets = tokens.acceptSign("(");
        while (!tokens.isAtEnd() && !(brackets && tokens.isSign(")"))) {
            boolean plain = tokens.isType(TokenType.WORD)
                    || tokens.isType(TokenType.STRING)
                    || tokens.isType(TokenType.NUMBER)
                    || tokens.isType(TokenType.QUOTED_IDENTIFIER)
                    || tokens.isSign(",")
                    || tokens.isSign("*");
            if (tokens.isSign("(")) {
                tokens.nameList();
                continue;
            }
            if (!plain || tokens.isWord("WHERE") || tokens.isWord("PROGRAM")) {
                throw tokens.refuse("an option of COPY that is not understood");
            }
            tokens.next();
        }
        if (brackets) {
            tokens.expectSign(")");
        }
    }
}
