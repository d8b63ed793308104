package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Assignment;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Conflict;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Delete;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Insert;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads INSERT, REPLACE, UPDATE and DELETE. */
final class ChangeReader {
    private static final Set<String> PRIORITIES = Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "QUICK", "IGNORE");

    private final TokenStream tokens;
    private final Grammar grammar;

    ChangeReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
    }

    SqlStatement insert(With with) {
        boolean replaces = tokens.next().isWord("REPLACE");
        priorities();
        if (!tokens.isMysql()) {
            tokens.expect("INTO");
        } else {
            tokens.accept("INTO");
        }
        List<Identifier> target = tokens.qualifiedName();
        Optional<Identifier> alias = Optional.empty();
        if (tokens.is(Dialect.POSTGRESQL) && tokens.accept("AS")) {
            alias = Optional.of(tokens.name());
        }
        if (tokens.isMysql() && tokens.accept("PARTITION")) {
            tokens.nameList();
        }
        List<Expression> places = new ArrayList<>();
        List<Identifier> columns = tokens.isSign("(") && !startsBracketedQuery() ? columnList(places) : List.of();
        if (!places.isEmpty()) {
            throw tokens.refuse("an INSERT into an element that is not named by a number");
        }
        if (tokens.accept("OVERRIDING")) {
            tokens.acceptAny(Set.of("SYSTEM", "USER"));
            tokens.expect("VALUE");
        }
        Optional<Query> source;
        if (tokens.accept("DEFAULT", "VALUES")) {
            source = Optional.empty();
        } else if (tokens.isWord("SET") && !tokens.is(Dialect.POSTGRESQL)) {
            List<Expression> values = new ArrayList<>();
            List<Identifier> assigned = new ArrayList<>();
            assignments().forEach(assignment -> {
                assigned.add(single(assignment.columns().get(0)));
                values.add(assignment.value());
            });
            columns = List.copyOf(assigned);
            source = Optional.of(Query.of(new Query.Values(List.of(List.copyOf(values)))));
        } else {
            source = Optional.of(source());
        }
        if (tokens.isMysql() && tokens.accept("AS")) {
            throw tokens.refuse("an alias for the new row");
        }
        Optional<Conflict> conflict = conflict();
        return new Insert(with, target, alias, columns, source, replaces, conflict, returning());
    }

    private Query source() {
        if (tokens.isMysql() && tokens.isWord("VALUE") && tokens.isSign(1, "(")) {
            return Query.of(grammar.queries().values());
        }
        return grammar.queries().read();
    }

    private void priorities() {
        while (tokens.isMysql() && tokens.acceptAny(PRIORITIES)) {
            // none of them changes what is read or written
        }
    }

    private boolean startsBracketedQuery() {
        return switch (tokens.word(1)) {
            case "SELECT", "WITH", "VALUES" -> true;
            default -> tokens.isSign(1, "(");
        };
    }

    /** The columns of a target; MySQL takes them qualified and the list empty. */
    private List<Identifier> columnList(List<Expression> places) {
        tokens.expectSign("(");
        List<Identifier> columns = new ArrayList<>();
        while (!tokens.isSign(")")) {
            columns.add(tokens.is(Dialect.POSTGRESQL) ? target(places) : single(tokens.qualifiedName()));
            if (!tokens.acceptSign(",")) {
                break;
            }
        }
        tokens.expectSign(")");
        return List.copyOf(columns);
    }

    /** A column, an element of an array or a field of a composite in it; what is computed to find the element goes into {@code places}. */
    private Identifier target(List<Expression> places) {
        Identifier column = tokens.name();
        while (true) {
            if (tokens.acceptSign(".")) {
                tokens.anyName();
            } else if (tokens.acceptSign("[")) {
                do {
                    if (!tokens.isSign(":") && !tokens.isSign("]")) {
                        place(places);
                    }
                } while (tokens.acceptSign(":"));
                tokens.expectSign("]");
            } else {
                return column;
            }
        }
    }

    private void place(List<Expression> places) {
        Expression place = grammar.expressions().read();
        if (!(place instanceof Literal)) {
            places.add(place);
        }
    }

    private Identifier single(List<Identifier> name) {
        if (name.size() > 1 && !tokens.isMysql()) {
            throw tokens.refuse("a qualified column where a plain one is expected");
        }
        return name.get(name.size() - 1);
    }

    private Optional<Conflict> conflict() {
        if (tokens.isWords("ON", "CONFLICT") && tokens.is(Dialect.POSTGRESQL)) {
            tokens.expect("ON", "CONFLICT");
            return Optional.of(onConflict());
        }
        if (tokens.isWords("ON", "DUPLICATE") && tokens.isMysql()) {
            tokens.expect("ON", "DUPLICATE");
            tokens.expect("KEY", "UPDATE");
            return Optional.of(new Conflict(List.of(), Optional.empty(), assignmentList(), Optional.empty()));
        }
        return Optional.empty();
    }

    private Conflict onConflict() {
        List<Expression> target = new ArrayList<>();
        Optional<Expression> targetWhere = Optional.empty();
        if (tokens.accept("ON", "CONSTRAINT")) {
            tokens.name();
        } else if (tokens.acceptSign("(")) {
            do {
                target.add(grammar.expressions().read());
                if (tokens.isName()) {
                    tokens.qualifiedName(); // operator class
                }
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
            targetWhere = grammar.queries().condition("WHERE");
        }
        tokens.expect("DO");
        if (tokens.accept("NOTHING")) {
            return new Conflict(List.copyOf(target), targetWhere, List.of(), Optional.empty());
        }
        tokens.expect("UPDATE");
        List<Assignment> assignments = assignments();
        return new Conflict(
                List.copyOf(target), targetWhere, assignments, grammar.queries().condition("WHERE"));
    }

    List<Query.Item> returning() {
        if (tokens.is(Dialect.H2) || !tokens.accept("RETURNING")) {
            return List.of();
        }
        if (tokens.isWord("WITH") && tokens.isSign(1, "(")) {
            throw tokens.refuse("RETURNING WITH is not understood");
        }
        return grammar.queries().items();
    }

    List<Assignment> assignments() {
        tokens.expect("SET");
        return assignmentList();
    }

    private List<Assignment> assignmentList() {
        List<Assignment> assignments = new ArrayList<>();
        do {
            assignments.add(assignment());
        } while (tokens.acceptSign(","));
        return List.copyOf(assignments);
    }

    private Assignment assignment() {
        List<List<Identifier>> columns = new ArrayList<>();
        List<Expression> places = new ArrayList<>();
        boolean row = tokens.acceptSign("(");
        do {
            columns.add(tokens.is(Dialect.POSTGRESQL) ? List.of(target(places)) : tokens.qualifiedName());
        } while (row && tokens.acceptSign(","));
        if (row) {
            tokens.expectSign(")");
        }
        tokens.expectSign("=");
        Expression value = grammar.expressions().read();
        if (places.isEmpty()) {
            return new Assignment(List.copyOf(columns), value);
        }
        if (row) {
            throw tokens.refuse("an assignment of a row to an element that is not named by a number");
        }
        places.add(0, value); // where it goes is as much stored as what goes there
        return new Assignment(List.copyOf(columns), new Operation("SUBSCRIPT", List.copyOf(places)));
    }

    SqlStatement update(With with) {
        tokens.expect("UPDATE");
        priorities();
        FromItem target = tokens.isMysql() ? joinedList() : grammar.sources().single();
        List<Assignment> assignments = assignments();
        List<FromItem> from = tokens.accept("FROM") ? grammar.sources().list() : List.of();
        if (!from.isEmpty() && !tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("UPDATE with FROM");
        }
        Optional<Expression> where = where();
        List<SortKey> order = tokens.isWords("ORDER", "BY") ? grammar.queries().orderBy() : List.of();
        RowLimit limit = grammar.queries().limits().read();
        return new Update(with, target, assignments, from, where, order, limit, returning());
    }

    /** MySQL's comma joins as one join. */
    private FromItem joinedList() {
        FromItem joined = grammar.sources().joined();
        while (tokens.acceptSign(",")) {
            joined = new FromItem.Join(
                    joined,
                    grammar.sources().joined(),
                    false,
                    FromItem.Outer.NONE,
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
        return joined;
    }

    private Optional<Expression> where() {
        if (tokens.isWord("WHERE")
                && tokens.word(1).equals("CURRENT")
                && tokens.word(2).equals("OF")) {
            tokens.next();
            tokens.expect("CURRENT", "OF");
            tokens.name();
            return Optional.of(Operation.of("CURRENT OF", new Literal(LiteralKind.NULL, "")));
        }
        return grammar.queries().condition("WHERE");
    }

    SqlStatement delete(With with) {
        tokens.expect("DELETE");
        priorities();
        if (tokens.isMysql()) {
            return mysqlDelete(with);
        }
        if (tokens.is(Dialect.POSTGRESQL)) {
            tokens.expect("FROM");
        } else {
            tokens.accept("FROM");
        }
        FromItem table = grammar.sources().single();
        List<FromItem> using = tokens.is(Dialect.POSTGRESQL) && tokens.accept("USING")
                ? grammar.sources().list()
                : List.of();
        return deleteTail(with, List.of(), table, using);
    }

    private SqlStatement mysqlDelete(With with) {
        if (!tokens.accept("FROM")) {
            List<List<Identifier>> targets = targets();
            tokens.expect("FROM");
            return deleteTail(with, targets, joinedList(), List.of());
        }
        int start = tokens.position();
        List<List<Identifier>> targets = targets();
        if (tokens.accept("USING")) {
            return deleteTail(with, targets, joinedList(), List.of());
        }
        tokens.back(start);
        return deleteTail(with, List.of(), grammar.sources().single(), List.of());
    }

    private List<List<Identifier>> targets() {
        List<List<Identifier>> targets = new ArrayList<>();
        do {
            targets.add(tokens.qualifiedName());
            if (tokens.acceptSign(".")) {
                tokens.expectSign("*");
            }
        } while (tokens.acceptSign(","));
        return List.copyOf(targets);
    }

    private SqlStatement deleteTail(With with, List<List<Identifier>> targets, FromItem table, List<FromItem> using) {
        Optional<Expression> where = where();
        List<SortKey> order = tokens.isWords("ORDER", "BY") ? grammar.queries().orderBy() : List.of();
        RowLimit limit = grammar.queries().limits().read();
        return new Delete(with, targets, table, using, where, order, limit, returning());
    }

    /** A reference to a table by its name alone. */
    FromItem plainTable() {
        int start = tokens.token().start();
        List<Identifier> name = tokens.qualifiedName();
        return new TableReference(name, Alias.NONE, start, tokens.end());
    }

    static Expression column(Identifier name) {
        return new ColumnReference(List.of(name));
    }
}
