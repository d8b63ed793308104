package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Query.Body;
import dev.hoop.gateway.engine.sql.syntax.Query.Item;
import dev.hoop.gateway.engine.sql.syntax.Query.Nested;
import dev.hoop.gateway.engine.sql.syntax.Query.Select;
import dev.hoop.gateway.engine.sql.syntax.Query.SetOperation;
import dev.hoop.gateway.engine.sql.syntax.Query.Values;
import dev.hoop.gateway.engine.sql.syntax.With.CommonTable;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads queries: WITH, SELECT, VALUES, set operations, ORDER BY, limits and locks. */
final class QueryReader {
    private static final Set<String> SELECT_HINTS = Set.of(
            "HIGH_PRIORITY",
            "STRAIGHT_JOIN",
            "SQL_SMALL_RESULT",
            "SQL_BIG_RESULT",
            "SQL_BUFFER_RESULT",
            "SQL_NO_CACHE",
            "SQL_CACHE",
            "SQL_CALC_FOUND_ROWS");
    /** Words that end a select list or a table's alias although they are no keywords of their dialect everywhere. */
    private static final Set<String> NO_ALIAS = Set.of(
            "OFFSET",
            "WINDOW",
            "QUALIFY",
            "MINUS",
            "FULL",
            "USE",
            "IGNORE",
            "TABLESAMPLE",
            "OVER",
            "FILTER",
            "WITHIN",
            "COLLATE",
            "OPERATOR",
            "RETURNING",
            "ROWS",
            "AT",
            "USING",
            "BETWEEN",
            "ILIKE",
            "SIMILAR",
            "OVERLAPS",
            "ISNULL",
            "NOTNULL",
            "REGEXP",
            "RLIKE",
            "DIV",
            "MOD",
            "XOR",
            "MEMBER",
            "SOUNDS",
            "END",
            "ASC",
            "DESC",
            "NULLS",
            "ESCAPE",
            "UESCAPE",
            "ANY",
            "SOME",
            "DUPLICATE");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final LimitReader limits;

    QueryReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.limits = new LimitReader(tokens, grammar);
    }

    LimitReader limits() {
        return limits;
    }

    /** Whether a query that is not in brackets begins here. In MySQL, VALUES may be a function. */
    boolean startsQueryWord() {
        return switch (tokens.word(0)) {
            case "SELECT", "WITH" -> true;
            case "VALUES" -> !tokens.isMysql() || tokens.word(1).equals("ROW");
            case "TABLE" -> tokens.isName(1);
            default -> false;
        };
    }

    /** Whether a query in brackets, which has been read, goes on behind them. */
    boolean continuesQuery() {
        return switch (tokens.word(0)) {
            case "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH" -> true;
            default -> false;
        };
    }

    Query read() {
        tokens.enter();
        With with = with();
        Query query = tailed(with, body());
        tokens.leave();
        return query;
    }

    /** The rest of a query that began with a query in brackets. */
    Query continued(Query first) {
        tokens.enter();
        Query query = tailed(With.NONE, unions(intersections(new Nested(first))));
        tokens.leave();
        return query;
    }

    With with() {
        if (!tokens.accept("WITH")) {
            return With.NONE;
        }
        boolean recursive = tokens.accept("RECURSIVE");
        List<CommonTable> tables = new ArrayList<>();
        do {
            tables.add(commonTable());
        } while (tokens.acceptSign(","));
        return new With(recursive, List.copyOf(tables));
    }

    private CommonTable commonTable() {
        Identifier name = tokens.name();
        List<Identifier> columns = tokens.isSign("(") ? tokens.nameList() : List.of();
        tokens.expect("AS");
        tokens.accept("NOT");
        tokens.accept("MATERIALIZED");
        tokens.expectSign("(");
        SqlStatement body = grammar.statements().inWith();
        tokens.expectSign(")");
        List<Identifier> generated = new ArrayList<>();
        if (tokens.accept("SEARCH")) {
            if (!tokens.accept("DEPTH")) {
                tokens.expect("BREADTH");
            }
            tokens.expect("FIRST", "BY");
            names();
            tokens.expect("SET");
            generated.add(tokens.name());
        }
        List<Identifier> compared = tokens.accept("CYCLE") ? cycle(generated) : List.of();
        return new CommonTable(name, columns, body, List.copyOf(generated), compared);
    }

    private List<Identifier> cycle(List<Identifier> generated) {
        List<Identifier> compared = names();
        if (tokens.accept("RESTRICT")) {
            return compared;
        }
        tokens.expect("SET");
        generated.add(tokens.name());
        if (tokens.accept("TO")) {
            grammar.expressions().arithmetic();
            tokens.expect("DEFAULT");
            grammar.expressions().arithmetic();
        }
        tokens.expect("USING");
        generated.add(tokens.name());
        return compared;
    }

    private List<Identifier> names() {
        List<Identifier> names = new ArrayList<>();
        do {
            names.add(tokens.name());
        } while (tokens.acceptSign(","));
        return List.copyOf(names);
    }

    private Body body() {
        return unions(intersections(simple()));
    }

    private Body unions(Body first) {
        Body left = first;
        while (tokens.isWord("UNION") || tokens.isWord("EXCEPT") || (tokens.isWord("MINUS") && !tokens.isMysql())) {
            boolean union = tokens.next().isWord("UNION");
            boolean all = quantifier();
            left = new SetOperation(!(union && all), Query.of(left), Query.of(intersections(simple())));
        }
        return left;
    }

    private Body intersections(Body first) {
        Body left = first;
        while (tokens.accept("INTERSECT")) {
            quantifier();
            left = new SetOperation(true, Query.of(left), Query.of(simple()));
        }
        return left;
    }

    private boolean quantifier() {
        boolean all = tokens.accept("ALL");
        if (!all) {
            tokens.accept("DISTINCT");
        }
        if (tokens.isWord("CORRESPONDING")) {
            throw tokens.refuse("CORRESPONDING is not understood");
        }
        return all;
    }

    private Body simple() {
        if (tokens.acceptSign("(")) {
            Query query = bracketed();
            tokens.expectSign(")");
            return new Nested(query);
        }
        return switch (tokens.word(0)) {
            case "SELECT" -> select();
            case "VALUES" -> values();
            case "TABLE" -> table();
            default -> throw tokens.refuse("expected a query");
        };
    }

    /** The content of brackets that must hold a query, itself perhaps beginning with brackets. */
    Query bracketed() {
        tokens.enter();
        Query query = read();
        tokens.leave();
        return query;
    }

    private Body table() {
        tokens.expect("TABLE");
        tokens.accept("ONLY");
        int start = tokens.token().start();
        List<Identifier> name = tokens.qualifiedName();
        return rows(new TableReference(name, Alias.NONE, start, tokens.end()));
    }

    /** The query behind CREATE RECURSIVE VIEW name (columns) AS, which may read the view itself. */
    Query recursive(Identifier name, List<Identifier> columns) {
        CommonTable own = new CommonTable(name, columns, new SqlStatement.Select(read()), List.of(), List.of());
        Body rows = rows(new TableReference(List.of(name), Alias.NONE, 0, 0));
        return new Query(new With(true, List.of(own)), rows, List.of(), RowLimit.NONE, false);
    }

    private static Body rows(FromItem from) {
        return new Select(
                false,
                List.of(),
                List.of(Item.meant(new Star(List.of(), List.of()))),
                Optional.empty(),
                List.of(from),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    Body values() {
        if (!tokens.isMysql() || !tokens.accept("VALUE")) {
            tokens.expect("VALUES");
        }
        List<List<Expression>> rows = new ArrayList<>();
        do {
            tokens.accept("ROW");
            if (!tokens.isSign("(") && tokens.is(Dialect.H2)) {
                rows.add(List.of(grammar.expressions().read()));
                continue;
            }
            tokens.expectSign("(");
            rows.add(tokens.isSign(")") ? List.of() : grammar.expressions().list());
            tokens.expectSign(")");
        } while (tokens.acceptSign(","));
        return new Values(List.copyOf(rows));
    }

    private Body select() {
        tokens.expect("SELECT");
        boolean distinct = false;
        List<Expression> distinctOn = List.of();
        while (true) {
            if (tokens.accept("DISTINCT") || (tokens.isMysql() && tokens.accept("DISTINCTROW"))) {
                distinct = true;
                if (!tokens.isMysql() && tokens.accept("ON")) {
                    tokens.expectSign("(");
                    distinctOn = grammar.expressions().list();
                    tokens.expectSign(")");
                }
            } else if (!tokens.accept("ALL") && !(tokens.isMysql() && tokens.acceptAny(SELECT_HINTS))) {
                break;
            }
        }
        if (tokens.is(Dialect.H2) && tokens.isWord("TOP")) {
            throw tokens.refuse("TOP is not understood; write FETCH FIRST");
        }
        List<Item> items = startsAfterItems() ? List.of() : items();
        Optional<List<Identifier>> into = into();
        List<FromItem> from = tokens.accept("FROM") ? grammar.sources().list() : List.of();
        Optional<Expression> where = condition("WHERE");
        List<Expression> groupBy = tokens.isWords("GROUP", "BY") ? groupBy() : List.of();
        Optional<Expression> having = condition("HAVING");
        List<Window> windows = tokens.accept("WINDOW") ? windows() : List.of();
        Optional<Expression> qualify = tokens.is(Dialect.H2) ? condition("QUALIFY") : Optional.empty();
        return new Select(distinct, distinctOn, items, into, from, where, groupBy, having, windows, qualify);
    }

    /** PostgreSQL takes an empty select list. */
    private boolean startsAfterItems() {
        return tokens.is(Dialect.POSTGRESQL) && (tokens.isAtEnd() || tokens.isWord("FROM") || tokens.isSign(")"));
    }

    private Optional<List<Identifier>> into() {
        if (!tokens.accept("INTO")) {
            return Optional.empty();
        }
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("SELECT INTO a file or variable");
        }
        boolean temporary = tokens.accept("TEMPORARY") || tokens.accept("TEMP");
        tokens.accept("UNLOGGED");
        tokens.accept("TABLE");
        List<Identifier> name = tokens.qualifiedName();
        return Optional.of(temporary ? DefinitionReader.temporary(name) : name);
    }

    Optional<Expression> condition(String word) {
        return tokens.accept(word) ? Optional.of(grammar.expressions().read()) : Optional.empty();
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.acceptSign(","));
        return List.copyOf(items);
    }

    private Item item() {
        int start = tokens.token().start();
        Expression expression = starOrExpression();
        if (expression instanceof Star star) {
            boolean excepted = tokens.is(Dialect.H2) && tokens.isWord("EXCEPT") && tokens.isSign(1, "(");
            Star whole = excepted ? without(star) : star;
            return new Item(whole, Optional.empty(), start, tokens.end());
        }
        int end = tokens.end();
        boolean alias = tokens.accept("AS") || (tokens.isMysql() && tokens.isType(TokenType.STRING)) || isAlias();
        return new Item(expression, alias ? Optional.of(label()) : Optional.empty(), start, end);
    }

    private Star without(Star star) {
        tokens.expect("EXCEPT");
        tokens.expectSign("(");
        List<List<Identifier>> except = new ArrayList<>();
        do {
            except.add(tokens.qualifiedName());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return new Star(star.qualifier(), List.copyOf(except));
    }

    private Identifier label() {
        if (tokens.isType(TokenType.STRING) && tokens.isMysql()) {
            return new Identifier(tokens.next().value(), true);
        }
        return tokens.anyName();
    }

    /** Whether an alias without AS stands here. */
    boolean isAlias() {
        return tokens.isName() && !NO_ALIAS.contains(tokens.word(0));
    }

    Expression starOrExpression() {
        if (tokens.acceptSign("*")) {
            return new Star(List.of(), List.of());
        }
        return grammar.expressions().read();
    }

    private List<Expression> groupBy() {
        tokens.expect("GROUP", "BY");
        if (!tokens.accept("ALL")) {
            tokens.accept("DISTINCT");
        }
        List<Expression> keys = new ArrayList<>();
        groupingElements(keys);
        if (tokens.accept("WITH", "ROLLUP") || tokens.accept("WITH", "CUBE")) {
            return List.copyOf(keys);
        }
        return List.copyOf(keys);
    }

    private void groupingElements(List<Expression> keys) {
        do {
            if (tokens.isWords("GROUPING", "SETS")
                    || ((tokens.isWord("ROLLUP") || tokens.isWord("CUBE")) && tokens.isSign(1, "("))) {
                tokens.enter();
                if (tokens.next().isWord("GROUPING")) {
                    tokens.expect("SETS");
                }
                tokens.expectSign("(");
                groupingElements(keys);
                tokens.expectSign(")");
                tokens.leave();
            } else {
                keys.add(grammar.expressions().read());
                tokens.acceptAny(Set.of("ASC", "DESC"));
            }
        } while (tokens.acceptSign(","));
    }

    private List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        do {
            tokens.name();
            tokens.expect("AS");
            windows.add(grammar.expressions().operands().calls().window());
        } while (tokens.acceptSign(","));
        return List.copyOf(windows);
    }

    List<SortKey> orderBy() {
        tokens.expect("ORDER", "BY");
        List<SortKey> keys = new ArrayList<>();
        do {
            keys.add(new SortKey(grammar.expressions().read()));
            if (tokens.accept("USING")) {
                if (!tokens.isSign("<") && !tokens.isSign(">")) {
                    throw tokens.refuse("ORDER BY USING with an operator of its own");
                }
                tokens.next();
            }
            tokens.acceptAny(Set.of("ASC", "DESC"));
            if (tokens.accept("NULLS")) {
                tokens.anyName();
            }
        } while (tokens.acceptSign(","));
        return List.copyOf(keys);
    }

    private Query tailed(With with, Body body) {
        List<SortKey> order = tokens.isWords("ORDER", "BY") ? orderBy() : List.of();
        boolean locking = limits.locks();
        RowLimit limit = limits.read();
        locking |= limits.locks();
        if (tokens.isWord("INTO") || tokens.isWord("PROCEDURE")) {
            throw tokens.refuse("SELECT INTO a file or variable, or PROCEDURE");
        }
        return new Query(with, body, order, limit, locking);
    }
}
