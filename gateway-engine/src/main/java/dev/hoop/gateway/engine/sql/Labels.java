package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import java.util.Set;

/** What the database calls a column of a select list. */
final class Labels {
    /** Calls that PostgreSQL turns into others. */
    private static final Set<String> REWRITTEN = Set.of(
            "trim",
            "extract",
            "position",
            "normalize",
            "overlay",
            "substring",
            "current_schema",
            "collation",
            "xmlserialize");

    /** PostgreSQL's label of what gives no name; a cast or CASE around it has one of its own. */
    private static final String NAMELESS = "?column?";

    private static final Set<String> SIGNS =
            Set.of("+", "-", "*", "/", "%", "||", "->", "->>", "#>", "#>>", "=", "<>", "<", ">", "<=", ">=");

    /** How much of an alias MySQL and MariaDB are sure to keep, in characters. */
    private static final int MYSQL_MOST = 64;

    private Labels() {}

    /**
     * The label an alias gives.
     *
     * @throws NotUnderstood for an alias the database would change: another part of the statement could then name the column by what it
     *     became, and mean one thing to the database and another to us
     */
    static String given(Identifier alias, Dialect dialect) {
        String name = alias.value();
        boolean mysql = dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
        if (mysql && (name.isEmpty() || name.charAt(0) <= ' ' || name.charAt(0) == '\u007f')) {
            throw new NotUnderstood("an alias begins with a space, which the database drops; leave it out");
        }
        if (mysql && name.length() > MYSQL_MOST) {
            throw new NotUnderstood("an alias is longer than " + MYSQL_MOST + " characters");
        }
        return name;
    }

    /** The label of an expression without an alias, where that is sure; else empty. Only PostgreSQL's rules are short enough. */
    static String of(Expression expression, Dialect dialect) {
        if (dialect != Dialect.POSTGRESQL) {
            return "";
        }
        if (expression instanceof ColumnReference column) {
            return column.column();
        } else if (expression instanceof Call call) {
            return REWRITTEN.contains(call.simpleName()) || call.simpleName().startsWith("xml")
                    ? ""
                    : call.simpleName();
        } else if (expression instanceof Cast cast) {
            String inner = of(cast.operand(), dialect);
            boolean typeNamesIt = cast.operand() instanceof Case || inner.equals(NAMELESS);
            return typeNamesIt ? "" : inner;
        } else if (expression instanceof FieldOf field) {
            return field.field().map(name -> name.value()).orElse("");
        } else if (expression instanceof Case choice) {
            String inner =
                    choice.otherwise().map(otherwise -> of(otherwise, dialect)).orElse("");
            return inner.isEmpty() || inner.equals(NAMELESS) ? "case" : inner;
        } else if (expression instanceof Operation operation) {
            return switch (operation.operator()) {
                case "EXISTS" -> "exists";
                case "ARRAY" -> "array";
                case "ROW" -> "row";
                case "COLLATE" -> of(operation.operands().get(0), dialect);
                default -> SIGNS.contains(operation.operator()) ? NAMELESS : "";
            };
        }
        return "";
    }
}
