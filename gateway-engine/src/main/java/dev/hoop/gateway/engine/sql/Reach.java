package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether a WHERE keeps a change from reaching the whole table. It does only if something in it depends on a column of the target
 * and is not plainly true for every row.
 *
 * <p>A heuristic over one text: it does not know values, so {@code id >= 0} counts as a limit. The second line is a limit on the rows a
 * statement may change.
 */
final class Reach {
    private static final Set<String> REFLEXIVE =
            Set.of("=", "<=", ">=", "<=>", "IS NOT DISTINCT FROM", "LIKE", "ILIKE");
    private static final Set<String> NEVER_NEGATIVE = Set.of(
            "length",
            "char_length",
            "character_length",
            "octet_length",
            "abs",
            "cardinality",
            "bit_length",
            "num_nonnulls",
            "num_nulls");
    private static final Set<String> ANY_TEXT = Set.of("%", "%%", "%%%");
    private static final Set<String> ANY_PATTERN = Set.of("", ".*", "^", "$", "^.*$", "^.*", ".*$", ".?", "^.?");
    private static final Set<String> ORDERED = Set.of("=", "<>", "<", ">", "<=", ">=", "<=>", "IS NOT DISTINCT FROM");

    private final Names names;
    private final SubqueryReach subqueries;

    Reach(Analysis analysis) {
        this.names = analysis.names();
        this.subqueries = new SubqueryReach(analysis.names());
    }

    /** @param targets what is changed; each of them must be limited */
    WhereClause of(Optional<Expression> where, List<RowSource> targets, Scope scope) {
        if (where.isEmpty()) {
            return WhereClause.MISSING;
        }
        boolean limited = targets.stream().allMatch(target -> limits(where.get(), target, scope, false));
        return limited ? WhereClause.PRESENT : WhereClause.TRIVIAL;
    }

    private boolean limits(Expression condition, RowSource target, Scope scope, boolean negated) {
        if (condition instanceof Operation operation) {
            List<Expression> operands = operation.operands();
            switch (operation.operator()) {
                case "NOT", "IS FALSE", "IS NOT TRUE" -> {
                    return limits(operands.get(0), target, scope, !negated);
                }
                case "IS TRUE", "IS NOT FALSE" -> {
                    return limits(operands.get(0), target, scope, negated);
                }
                case "AND", "OR" -> {
                    return logic(operation, target, scope, negated);
                }
                default -> {}
            }
        }
        Optional<Boolean> truth = Constants.truth(condition);
        if (truth.isPresent()) {
            return truth.get() == negated;
        }
        return depends(condition, target, scope) && !isPlainlyTrue(condition, target, scope, negated);
    }

    private boolean logic(Operation operation, RowSource target, Scope scope, boolean negated) {
        List<Expression> parts = new ArrayList<>();
        flatten(operation, operation.operator(), parts);
        boolean all = operation.operator().equals("AND") != negated;
        if (all) {
            return parts.stream().anyMatch(part -> limits(part, target, scope, negated));
        }
        return parts.stream().allMatch(part -> limits(part, target, scope, negated))
                && (negated || !Complements.coverAll(parts));
    }

    private static void flatten(Expression expression, String operator, List<Expression> parts) {
        Expression rest = expression;
        while (rest instanceof Operation operation && operation.operator().equals(operator)) {
            Expression right = operation.operands().get(1);
            if (right instanceof Operation inner && inner.operator().equals(operator)) {
                flatten(right, operator, parts);
            } else {
                parts.add(right);
            }
            rest = operation.operands().get(0);
        }
        parts.add(rest);
    }

    /** Whether a column of the target is in it, in a query inside too. */
    private boolean depends(Expression condition, RowSource target, Scope scope) {
        if (condition instanceof Operation operation && operation.operator().equals("CURRENT OF")) {
            return true;
        }
        boolean[] found = {false};
        Parts.each(condition, part -> {
            if (part instanceof ColumnReference column) {
                found[0] |= subqueries.isOf(column, target, scope);
            } else if (part instanceof Subquery subquery) {
                found[0] |= subqueries.isCorrelated(subquery.query(), target);
            }
        });
        return found[0];
    }

    private boolean isPlainlyTrue(Expression condition, RowSource target, Scope scope, boolean negated) {
        if (condition instanceof ColumnReference) {
            return names.isMysql() && !negated;
        }
        if (condition instanceof Case choice) {
            return !negated && alwaysTrue(choice);
        }
        if (condition instanceof Call call) {
            return !negated
                    && call.simpleName().equalsIgnoreCase("starts_with")
                    && call.arguments().size() == 2
                    && isText(call.arguments().get(1), Set.of(""));
        }
        if (!(condition instanceof Operation operation)) {
            return false;
        }
        String operator = operation.operator();
        List<Expression> operands = operation.operands();
        if (operator.equals("IS NULL") || operator.equals("IS NOT NULL")) {
            return (operator.equals("IS NULL") == negated && neverNull(operands.get(0), scope))
                    || (operator.equals("IS NULL") != negated
                            && !(operands.get(0) instanceof ColumnReference)
                            && hasNull(operands.get(0)));
        }
        if (operator.equals("IS DISTINCT FROM") && isNull(operands.get(1))) {
            return !negated && neverNull(operands.get(0), scope);
        }
        if (negated) {
            return operands.size() == 2
                    && Set.of("<>", "<", ">", "NOT LIKE", "IS DISTINCT FROM").contains(operator)
                    && operands.get(0).equals(operands.get(1));
        }
        return switch (operator) {
            case "IN", "= ANY" -> inItself(operands, target);
            case "BETWEEN" ->
                operands.get(0).equals(operands.get(1)) || operands.get(0).equals(operands.get(2));
            case "LIKE", "ILIKE" -> reflexive(operation) || isText(operands.get(1), ANY_TEXT);
            case "~", "~*", "REGEXP", "RLIKE", "SIMILAR TO" ->
                isText(operands.get(1), ANY_PATTERN)
                        || (operator.equals("SIMILAR TO") && isText(operands.get(1), ANY_TEXT));
            case "^@" -> isText(operands.get(1), Set.of(""));
            case "EXISTS" -> exists(((Subquery) operands.get(0)).query(), target);
            default ->
                reflexive(operation) || (ORDERED.contains(operator) && comparedWithItself(operation, target, scope));
        };
    }

    private boolean exists(Query query, RowSource target) {
        return query.body() instanceof Query.Values || subqueries.coversAll(query, target);
    }

    private static boolean alwaysTrue(Case choice) {
        return choice.otherwise().isPresent()
                && Constants.truth(choice.otherwise().get()).orElse(false)
                && choice.branches().stream()
                        .allMatch(branch -> Constants.truth(branch.result()).orElse(false));
    }

    private static boolean reflexive(Operation operation) {
        return REFLEXIVE.contains(operation.operator())
                && operation.operands().size() >= 2
                && operation.operands().get(0).equals(operation.operands().get(1));
    }

    /** {@code id + 1 > id}, {@code t.id = other_of_the_same_table.id}, {@code length(x) >= 0}, {@code x >= ''}. */
    private boolean comparedWithItself(Operation operation, RowSource target, Scope scope) {
        Expression left = operation.operands().get(0);
        Expression right = operation.operands().get(1);
        List<ColumnReference> first = Parts.columns(left);
        List<ColumnReference> second = Parts.columns(right);
        if (right instanceof Subquery row) {
            return operation.operator().equals("=") && subqueries.isOwnRow(row.query(), target);
        }
        if (right instanceof Literal literal) {
            return isLeast(operation.operator(), left, literal) || cancelsOut(left);
        }
        if (left instanceof Literal) {
            return cancelsOut(right);
        }
        boolean same =
                !first.isEmpty() && !second.isEmpty() && Set.copyOf(first).equals(Set.copyOf(second));
        return same || subqueries.isSelfJoin(left, right, target, scope);
    }

    /** {@code id - id}, {@code id * 0}: nothing of the column is left. */
    private static boolean cancelsOut(Expression expression) {
        if (!(expression instanceof Operation operation) || operation.operands().size() != 2) {
            return false;
        }
        Expression a = operation.operands().get(0);
        Expression b = operation.operands().get(1);
        return switch (operation.operator()) {
            case "-", "/", "#", "^" -> a.equals(b);
            case "*" -> isZero(a) || isZero(b);
            default -> false;
        };
    }

    private static boolean isZero(Expression expression) {
        return Constants.number(expression)
                .filter(number -> number.signum() == 0)
                .isPresent();
    }

    private static boolean isLeast(String operator, Expression left, Literal right) {
        if (right.kind() == LiteralKind.STRING) {
            return operator.equals(">=") && right.value().isEmpty();
        }
        boolean never = left instanceof Call call
                && NEVER_NEGATIVE.contains(call.simpleName().toLowerCase(java.util.Locale.ROOT));
        return never
                && Constants.number(right)
                        .filter(number -> (operator.equals(">=") && number.signum() <= 0)
                                || (operator.equals(">") && number.signum() < 0))
                        .isPresent();
    }

    private boolean inItself(List<Expression> operands, RowSource target) {
        for (Expression other : operands.subList(1, operands.size())) {
            if (other.equals(operands.get(0))
                    || (other instanceof Operation array
                            && array.operator().equals("ARRAY")
                            && array.operands().contains(operands.get(0)))
                    || (other instanceof Subquery subquery
                            && !SubqueryReach.isOneValue(subquery.query())
                            && subqueries.coversAll(subquery.query(), target))) {
                return true;
            }
        }
        return false;
    }

    private boolean neverNull(Expression expression, Scope scope) {
        if (expression instanceof Operation operation && operation.operator().startsWith("IS ")) {
            return true;
        }
        if (expression instanceof Call call && call.simpleName().equalsIgnoreCase("coalesce")) {
            return call.arguments().stream()
                    .anyMatch(argument ->
                            (argument instanceof Literal && !isNull(argument)) || neverNull(argument, scope));
        }
        List<ColumnReference> columns = Parts.columns(expression);
        boolean plain =
                expression instanceof ColumnReference || expression instanceof Operation || expression instanceof Call;
        return plain && !columns.isEmpty() && columns.stream().allMatch(column -> subqueries.isNotNull(column, scope));
    }

    private static boolean hasNull(Expression expression) {
        boolean[] found = {false};
        Parts.each(expression, part -> found[0] |= isNull(part));
        return found[0];
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Literal literal && literal.kind() == LiteralKind.NULL;
    }

    private static boolean isText(Expression expression, Set<String> texts) {
        return expression instanceof Literal literal
                && literal.kind() == LiteralKind.STRING
                && texts.contains(literal.value());
    }
}
