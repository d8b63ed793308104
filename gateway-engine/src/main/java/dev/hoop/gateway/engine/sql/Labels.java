package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import java.util.Set;

/** The label the database gives an expression without an alias, where that is sure; else empty. Only PostgreSQL's rules are short enough. */
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

    private Labels() {}

    static String of(Expression expression, Dialect dialect) {
        if (dialect != Dialect.POSTGRESQL) {
            return "";
        }
        if (expression instanceof ColumnReference column) {
            return column.parts().get(column.parts().size() - 1).value();
        } else if (expression instanceof Call call) {
            return REWRITTEN.contains(call.simpleName()) || call.simpleName().startsWith("xml")
                    ? ""
                    : call.simpleName();
        } else if (expression instanceof Cast cast) {
            return of(cast.operand(), dialect);
        } else if (expression instanceof FieldOf field) {
            return field.field().map(name -> name.value()).orElse("");
        } else if (expression instanceof Case choice) {
            String inner =
                    choice.otherwise().map(otherwise -> of(otherwise, dialect)).orElse("");
            return inner.isEmpty() ? "case" : inner;
        } else if (expression instanceof Operation operation) {
            return switch (operation.operator()) {
                case "EXISTS" -> "exists";
                case "ARRAY" -> "array";
                case "ROW" -> "row";
                case "COLLATE" -> of(operation.operands().get(0), dialect);
                default -> "";
            };
        }
        return "";
    }
}
