package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Expression.Variable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lists what stands inside expressions and FROM. */
public final class Parts {
    private Parts() {}

    /** Everything the expression is made of, itself included; into queries it does not look. */
    public static void each(Expression expression, Consumer<Expression> take) {
        take.accept(expression);
        below(expression).forEach(part -> each(part, take));
    }

    /** The operands right below an expression. */
    public static List<Expression> below(Expression expression) {
        List<Expression> parts = new ArrayList<>();
        if (expression instanceof Operation operation) {
            parts.addAll(operation.operands());
        } else if (expression instanceof Cast cast) {
            parts.add(cast.operand());
        } else if (expression instanceof FieldOf field) {
            parts.add(field.base());
        } else if (expression instanceof Case choice) {
            choice.operand().ifPresent(parts::add);
            choice.branches().forEach(branch -> {
                parts.add(branch.condition());
                parts.add(branch.result());
            });
            choice.otherwise().ifPresent(parts::add);
        } else if (expression instanceof Call call) {
            parts.addAll(call.arguments());
            call.order().forEach(key -> parts.add(key.expression()));
            call.filter().ifPresent(parts::add);
            call.over().ifPresent(window -> {
                parts.addAll(window.partition());
                window.order().forEach(key -> parts.add(key.expression()));
                parts.addAll(window.bounds());
            });
        } else if (!isLeaf(expression)) {
            throw new IllegalStateException("an expression of an unknown sort");
        }
        return parts;
    }

    private static boolean isLeaf(Expression expression) {
        return expression instanceof Literal
                || expression instanceof Parameter
                || expression instanceof Variable
                || expression instanceof ColumnReference
                || expression instanceof Star
                || expression instanceof Subquery;
    }

    /** The columns that the expression names outside of queries. */
    public static List<ColumnReference> columns(Expression expression) {
        List<ColumnReference> columns = new ArrayList<>();
        each(expression, part -> {
            if (part instanceof ColumnReference column) {
                columns.add(column);
            }
        });
        return columns;
    }

    /** The tables that stand in FROM by name, in joins too. */
    public static List<TableReference> tables(List<FromItem> items) {
        List<TableReference> tables = new ArrayList<>();
        items.forEach(item -> collect(item, tables));
        return tables;
    }

    private static void collect(FromItem item, List<TableReference> tables) {
        if (item instanceof TableReference table) {
            tables.add(table);
        } else if (item instanceof Join join) {
            collect(join.left(), tables);
            collect(join.right(), tables);
        } else if (item instanceof AliasedJoin aliased) {
            collect(aliased.join(), tables);
        }
    }
}
