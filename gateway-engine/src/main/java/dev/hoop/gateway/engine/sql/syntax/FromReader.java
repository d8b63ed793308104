package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.ChangeTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Outer;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableFunction;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads FROM: tables, queries, functions and joins. */
final class FromReader {
    private static final Set<String> OUTER = Set.of("LEFT", "RIGHT", "FULL");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final DocumentTableReader documents;

    FromReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.documents = new DocumentTableReader(tokens, grammar);
    }

    List<FromItem> list() {
        List<FromItem> items = new ArrayList<>(2);
        do {
            if (tokens.isMysql() && tokens.accept("DUAL")) {
                continue;
            }
            items.add(joined());
        } while (tokens.acceptSign(","));
        return List.copyOf(items);
    }

    /** One item with all that is joined to it. */
    FromItem joined() {
        tokens.enter();
        FromItem left = single();
        while (startsJoin()) {
            left = join(left);
        }
        tokens.leave();
        return left;
    }

    private boolean startsJoin() {
        return switch (tokens.word(0)) {
            case "JOIN", "INNER", "CROSS", "NATURAL", "STRAIGHT_JOIN" -> true;
            case "LEFT", "RIGHT", "FULL" ->
                tokens.word(1).equals("JOIN") || tokens.word(1).equals("OUTER");
            default -> false;
        };
    }

    private FromItem join(FromItem left) {
        boolean natural = tokens.accept("NATURAL");
        boolean cross = false;
        Outer outer = Outer.NONE;
        if (!tokens.accept("STRAIGHT_JOIN")) {
            String word = tokens.word(0);
            if (tokens.acceptAny(OUTER)) {
                outer = Outer.valueOf(word);
                tokens.accept("OUTER");
            } else {
                cross = tokens.accept("CROSS");
                tokens.accept("INNER");
            }
            tokens.expect("JOIN");
        }
        tokens.enter();
        FromItem right = single();
        while (!natural && !cross && startsJoin()) {
            right = join(right); // a JOIN b JOIN c ON … ON …
        }
        tokens.leave();
        return condition(left, right, natural, outer);
    }

    private FromItem condition(FromItem left, FromItem right, boolean natural, Outer outer) {
        if (tokens.accept("ON")) {
            Optional<Expression> on = Optional.of(grammar.expressions().read());
            return new Join(left, right, natural, outer, List.of(), Optional.empty(), on);
        }
        if (tokens.accept("USING")) {
            List<Identifier> using = tokens.nameList();
            Optional<Identifier> alias = tokens.accept("AS") ? Optional.of(tokens.name()) : Optional.empty();
            return new Join(left, right, natural, outer, using, alias, Optional.empty());
        }
        return new Join(left, right, natural, outer, List.of(), Optional.empty(), Optional.empty());
    }

    FromItem single() {
        tokens.enter();
        FromItem item = item();
        tokens.leave();
        return item;
    }

    private FromItem item() {
        if (tokens.isSign("(")) {
            return brackets();
        }
        if (tokens.isSign("{")) {
            tokens.next();
            tokens.expect("OJ");
            FromItem inner = joined();
            tokens.expectSign("}");
            return inner;
        }
        if (tokens.is(Dialect.H2) && tokens.isWord("VALUES")) {
            return new DerivedTable(
                    Query.of(grammar.queries().values()), alias(), false); // its rows reach up to a name
        }
        boolean lateral = tokens.accept("LATERAL");
        if (lateral && tokens.acceptSign("(")) {
            Query query = grammar.queries().bracketed();
            tokens.expectSign(")");
            return new DerivedTable(query, alias(), true);
        }
        if (tokens.is(Dialect.H2)
                && tokens.word(1).equals("TABLE")
                && tokens.isSign(2, "(")
                && tokens.isAnyWord(Set.of("FINAL", "OLD", "NEW"))) {
            return change();
        }
        if (tokens.isWords("ROWS", "FROM") && tokens.is(Dialect.POSTGRESQL)) {
            return rowsFrom();
        }
        if (documents.startsHere()) {
            return documents.read(this);
        }
        if (tokens.isSign(1, "(") && !tokens.isWord("ONLY")) {
            return function();
        }
        return table();
    }

    /** A query, or joins, in brackets. */
    private FromItem brackets() {
        tokens.expectSign("(");
        if (startsQuery()) {
            return derived(grammar.queries().bracketed());
        }
        FromItem inner = joined();
        while (tokens.isMysql() && tokens.acceptSign(",")) { // side by side, as CROSS JOIN has them
            inner = new Join(inner, joined(), false, Outer.NONE, List.of(), Optional.empty(), Optional.empty());
        }
        if (inner instanceof DerivedTable table
                && table.alias().equals(Alias.NONE)
                && grammar.queries().continuesQuery()) {
            return derived(grammar.queries().continued(table.query()));
        }
        tokens.expectSign(")");
        if (inner instanceof DerivedTable table && table.alias().equals(Alias.NONE) && hasAlias()) {
            return new DerivedTable(table.query(), alias(), false);
        }
        return hasAlias() && !tokens.isMysql() ? new AliasedJoin(inner, alias()) : inner;
    }

    private boolean startsQuery() {
        return grammar.queries().startsQueryWord() || tokens.isWord("VALUES");
    }

    private FromItem derived(Query query) {
        tokens.expectSign(")");
        return new DerivedTable(query, alias(), false);
    }

    private FromItem change() {
        tokens.next();
        tokens.expect("TABLE");
        tokens.expectSign("(");
        SqlStatement change = grammar.statements().inWith();
        tokens.expectSign(")");
        return new ChangeTable(change, alias());
    }

    private FromItem rowsFrom() {
        tokens.expect("ROWS", "FROM");
        tokens.expectSign("(");
        List<Expression> calls = new ArrayList<>();
        do {
            calls.add(grammar.expressions().operands().withSuffixes());
            if (tokens.isWord("AS")) {
                throw tokens.refuse("column definitions inside ROWS FROM");
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        boolean ordinality = tokens.accept("WITH", "ORDINALITY");
        return new TableFunction(List.copyOf(calls), functionAlias(), ordinality);
    }

    private FromItem function() {
        if (tokens.is(Dialect.H2) && tokens.isWord("TABLE")) {
            throw tokens.refuse("TABLE with column definitions");
        }
        Expression call = grammar.expressions().operands().withSuffixes();
        boolean ordinality = tokens.accept("WITH", "ORDINALITY");
        return new TableFunction(List.of(call), functionAlias(), ordinality);
    }

    private FromItem table() {
        boolean only = tokens.accept("ONLY");
        boolean bracket = only && tokens.acceptSign("(");
        int start = tokens.isAtEnd() ? 0 : tokens.token().start();
        List<Identifier> name = tokens.qualifiedName();
        int end = tokens.end();
        if (bracket) {
            tokens.expectSign(")");
        }
        if (tokens.is(Dialect.POSTGRESQL) && tokens.isSign("*")) {
            tokens.next();
        }
        if (tokens.isMysql() && tokens.accept("PARTITION")) {
            tokens.nameList();
        }
        if (tokens.isSign("(")) {
            tokens.back(tokens.position() - (name.size() * 2 - 1));
            return function();
        }
        if (tokens.isMysql() && tokens.isWords("FOR", "SYSTEM_TIME")) {
            throw tokens.refuse("FOR SYSTEM_TIME is not understood");
        }
        Alias alias = alias();
        if (!alias.columns().isEmpty() && tokens.isMysql()) {
            throw tokens.refuse("column names behind the alias of a table");
        }
        indexHints();
        sample();
        return new TableReference(name, alias, start, end);
    }

    /** USE INDEX (a, b) and its like. */
    private void indexHints() {
        while (!tokens.is(Dialect.POSTGRESQL)
                && tokens.isAnyWord(Set.of("USE", "FORCE", "IGNORE"))
                && (tokens.word(1).equals("INDEX") || tokens.word(1).equals("KEY"))) {
            tokens.next();
            tokens.next();
            if (tokens.accept("FOR")) {
                if (!tokens.accept("JOIN")) {
                    tokens.acceptAny(Set.of("ORDER", "GROUP"));
                    tokens.expect("BY");
                }
            }
            tokens.expectSign("(");
            while (!tokens.isSign(")")) {
                if (!tokens.accept("PRIMARY")) {
                    tokens.name();
                }
                if (!tokens.acceptSign(",")) {
                    break;
                }
            }
            tokens.expectSign(")");
        }
    }

    private void sample() {
        if (!tokens.accept("TABLESAMPLE")) {
            return;
        }
        tokens.acceptAny(Set.of("SYSTEM", "BERNOULLI"));
        tokens.expectSign("(");
        if (!tokens.isType(TokenType.NUMBER)) {
            throw tokens.refuse("a sample's size is not a number");
        }
        tokens.next();
        tokens.expectSign(")");
        if (tokens.accept("REPEATABLE")) {
            tokens.expectSign("(");
            tokens.next();
            tokens.expectSign(")");
        }
    }

    private boolean hasAlias() {
        return tokens.isWord("AS") || grammar.queries().isAlias();
    }

    Alias alias() {
        if (tokens.accept("AS") || grammar.queries().isAlias()) {
            Identifier name = tokens.name();
            return new Alias(Optional.of(name), tokens.isSign("(") ? tokens.nameList() : List.of());
        }
        return Alias.NONE;
    }

    /** The alias of a function may define columns with types, and may then have no name. */
    private Alias functionAlias() {
        boolean as = tokens.accept("AS");
        Optional<Identifier> name =
                (as && tokens.isSign("(")) || (!as && !grammar.queries().isAlias())
                        ? Optional.empty()
                        : Optional.of(tokens.name());
        if (!tokens.isSign("(") || (name.isEmpty() && !as)) {
            return new Alias(name, List.of());
        }
        tokens.expectSign("(");
        List<Identifier> columns = new ArrayList<>();
        do {
            columns.add(tokens.name());
            if (!tokens.isSign(",") && !tokens.isSign(")")) {
                grammar.expressions().operands().types().read();
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return new Alias(name, List.copyOf(columns));
    }
}
