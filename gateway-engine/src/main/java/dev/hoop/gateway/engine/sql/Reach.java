package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether a WHERE keeps a change from reaching the whole table. It does only if its form shows that some row could be left out: by
 * a column of the target that is compared with what does not come of the same column, is tested for a value it may lack, or is handed to
 * something that answers yes or no. Whatever is not of such a form counts as true.
 *
 * <p>It knows no values: {@code id <> -1} and {@code id >= ?} count as limits, whatever rows there are and whatever is bound. The second
 * line is a limit on the rows a statement may change.
 */
final class Reach {
    private static final Set<String> ORDERED = Set.of("<", ">", "<=", ">=");
    static final Set<String> COMPARING =
            Set.of("=", "<>", "<", ">", "<=", ">=", "<=>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");
    private static final Set<String> ORDERED_MANY =
            Set.of("> ANY", ">= ANY", "< ANY", "<= ANY", "> ALL", ">= ALL", "< ALL", "<= ALL");

    private static final Set<String> UNEQUAL = Set.of("<>", "IS DISTINCT FROM");

    /** What gives the same again when it is given what it gave. */
    private static final Set<String> CLEANING = Set.of("trim", "btrim", "ltrim", "rtrim", "lower", "upper", "initcap");

    private static final Set<String> PATTERNS = Set.of("LIKE", "ILIKE", "SIMILAR TO", "REGEXP", "RLIKE", "~", "~*");
    private static final Set<String> ANSWERING = Set.of(
            "NOT LIKE",
            "NOT ILIKE",
            "NOT SIMILAR TO",
            "NOT REGEXP",
            "NOT RLIKE",
            "!~",
            "!~*",
            "@>",
            "<@",
            "&&",
            "?",
            "?|",
            "?&",
            "@@",
            "@?",
            "^@",
            "OVERLAPS",
            "SOUNDS LIKE",
            "MEMBER OF",
            "IS JSON",
            "IS NOT JSON",
            "<<",
            ">>",
            "&<",
            "&>",
            "-|-",
            "~~",
            "!~~",
            "~~*",
            "!~~*",
            "&",
            "% ANY",
            "LIKE ANY",
            "ILIKE ANY",
            "LIKE ALL",
            "ILIKE ALL",
            "> ANY",
            ">= ANY",
            "< ANY",
            "<= ANY",
            "> ALL",
            ">= ALL",
            "< ALL",
            "<= ALL",
            "= ALL");

    private final Names names;
    private final SubqueryReach subqueries;

    Reach(Analysis analysis) {
        this.names = analysis.names();
        this.subqueries = new SubqueryReach(analysis.names(), this);
    }

    /** @param targets what is changed; each of them must be limited */
    WhereClause of(Optional<Expression> where, List<RowSource> targets, Scope scope) {
        if (where.isEmpty()) {
            return WhereClause.MISSING;
        }
        boolean limited = targets.stream().allMatch(target -> {
            OwnColumns own = subqueries.columnsOf(target, scope);
            return limits(where.get(), own)
                    || all(where.get()).stream().anyMatch(part -> isUnclean(part, own))
                    || (targets.size() == 1 && subqueries.ownTable().findsOthers(where.get(), own));
        });
        return limited ? WhereClause.PRESENT : WhereClause.TRIVIAL;
    }

    /** Whether the form of the condition shows that a row with other values in these columns could be left out. */
    boolean limits(Expression condition, OwnColumns own) {
        Optional<Boolean> truth = Constants.truth(condition);
        if (truth.isPresent()) {
            return !truth.get();
        }
        if (condition instanceof Operation operation) {
            return operation(operation, own);
        } else if (condition instanceof ColumnReference column) {
            return names.dialect() == Dialect.POSTGRESQL ? own.contains(column) : own.isCondition(column);
        } else if (condition instanceof Case choice) {
            return chooses(choice, own);
        }
        return new Varying(this, subqueries, own).apart(List.of(condition));
    }

    private boolean operation(Operation operation, OwnColumns own) {
        List<Expression> operands = operation.operands();
        return switch (operation.operator()) {
            case "AND" -> parts(operation).stream().anyMatch(part -> limits(part, own));
            case "OR" -> alternatives(parts(operation), own);
            case "NOT", "IS FALSE", "IS NOT TRUE" -> not(operands.get(0), own);
            case "IS TRUE", "IS NOT FALSE" -> limits(operands.get(0), own);
            case "CURRENT OF" -> true;
            case "XOR" ->
                operands.stream().anyMatch(part -> Constants.truth(part).isEmpty() && limits(part, own));
            default -> predicate(operation, own);
        };
    }

    private boolean alternatives(List<Expression> parts, OwnColumns own) {
        return parts.stream().allMatch(part -> limits(part, own)) && !Complements.coverAll(parts);
    }

    private boolean not(Expression denied, OwnColumns own) {
        Expression affirmed = Complements.negation(denied);
        if (!(affirmed instanceof Operation still && still.operator().equals("NOT"))) {
            return limits(affirmed, own);
        }
        if (denied instanceof ColumnReference column) {
            return own.contains(column);
        }
        boolean ofNothing = denied instanceof Operation operation
                && operation.operator().equals("EXISTS")
                && SubqueryReach.isEmpty(((Subquery) operation.operands().get(0)).query());
        return limits(denied, own) && !ofNothing; // what answers yes to some rows and no to others does so either way
    }

    /** Whether it leaves out the rows whose value is already what it would be cleaned to; one of two such ways may hold of every row. */
    private static boolean isUnclean(Expression condition, OwnColumns own) {
        return condition instanceof Operation operation
                && UNEQUAL.contains(operation.operator())
                && (isCleaned(operation.operands().get(0), operation.operands().get(1), own)
                        || isCleaned(
                                operation.operands().get(1),
                                operation.operands().get(0),
                                own));
    }

    private static boolean isCleaned(Expression value, Expression cleaned, OwnColumns own) {
        return value instanceof ColumnReference column
                && own.contains(column)
                && cleaned instanceof Call call
                && CLEANING.contains(call.simpleName().toLowerCase(Locale.ROOT))
                && call.arguments().size() == 1
                && call.arguments().get(0) instanceof ColumnReference same
                && own.contains(same)
                && own.key(same).equals(own.key(column));
    }

    /** What AND connects; the condition itself where there is none. */
    static List<Expression> all(Expression condition) {
        return condition instanceof Operation and && and.operator().equals("AND")
                ? parts(and)
                : Collections.singletonList(condition);
    }

    private static List<Expression> parts(Operation operation) {
        List<Expression> parts = new ArrayList<>();
        flatten(operation, operation.operator(), parts);
        return parts;
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

    private boolean predicate(Operation operation, OwnColumns own) {
        String operator = operation.operator();
        List<Expression> operands = operation.operands();
        Varying varying = new Varying(this, subqueries, own);
        if (COMPARING.contains(operator)) {
            return compares(operator, operands.get(0), operands.get(1), varying);
        } else if (PATTERNS.contains(operator)) {
            return varying.apart(operands.subList(0, 2)) && !Patterns.fitAnything(operator, operands.get(1));
        } else if (ANSWERING.contains(operator)) {
            return varying.apart(operands)
                    && !(ORDERED_MANY.contains(operator) && isBeyondExtreme("<", operands.get(0), operands.get(1), own))
                    && operands.stream().noneMatch(Varying::saysNothing);
        }
        return switch (operator) {
            case "IS NULL", "IS NOT NULL" -> isNull(operator.equals("IS NULL"), operands.get(0), varying);
            case "IN", "= ANY" -> oneOf(operands, varying);
            case "NOT IN", "<> ALL" -> noneOf(operands, varying);
            case "BETWEEN" -> varying.apart(operands) && !isWholeRange(operands, own);
            case "NOT BETWEEN" -> varying.apart(operands) && !isEmptyRange(operands);
            case "EXISTS" -> subqueries.ties(((Subquery) operands.get(0)).query(), own);
            default -> false;
        };
    }

    private boolean compares(String operator, Expression left, Expression right, Varying varying) {
        if (left instanceof Literal && !(right instanceof Literal)) {
            return compares(Complements.mirrored(operator), right, left, varying);
        }
        if (isNull(right)) {
            return switch (operator) {
                case "IS DISTINCT FROM" -> isNull(false, left, varying);
                case "IS NOT DISTINCT FROM", "<=>" -> isNull(true, left, varying);
                default -> true; // never true
            };
        }
        if (isRow(left) && isRow(right)) {
            return rows(operator, ((Operation) left).operands(), ((Operation) right).operands(), varying);
        }
        return varying.apart(List.of(left, right))
                && !Bounds.hold(operator, left, right, varying.own())
                && !isBeyondExtreme(operator, left, right, varying.own());
    }

    private boolean rows(String operator, List<Expression> left, List<Expression> right, Varying varying) {
        boolean every = operator.equals("<>");
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            boolean limits = compares(operator, left.get(i), right.get(i), varying);
            if (limits != every) {
                return limits;
            }
        }
        return every;
    }

    private static boolean isRow(Expression expression) {
        return expression instanceof Operation operation && operation.operator().equals("ROW");
    }

    /** Whether the value may be null, or something else. */
    private boolean isNull(boolean wanted, Expression value, Varying varying) {
        boolean always = !(value instanceof ColumnReference) && hasNull(value); // as (id = NULL) is
        if (always || varying.of(value).isEmpty()) {
            return false;
        }
        return wanted || value instanceof Subquery || varying.mayBeNull(value);
    }

    private boolean oneOf(List<Expression> operands, Varying varying) {
        boolean apart = operands.subList(1, operands.size()).stream()
                .allMatch(one -> varying.apart(List.of(operands.get(0), one)));
        boolean eitherOfTwo = operands.get(0) instanceof ColumnReference column
                && varying.own().isBoolean(column)
                && operands.size() > 2;
        return apart && !eitherOfTwo;
    }

    private boolean noneOf(List<Expression> operands, Varying varying) {
        boolean ofNothing = operands.size() == 2
                && operands.get(1) instanceof Subquery subquery
                && SubqueryReach.isEmpty(subquery.query());
        return varying.independent(operands) && !ofNothing;
    }

    private boolean isWholeRange(List<Expression> operands, OwnColumns own) {
        return holds(">=", operands.get(0), operands.get(1), own) && holds("<=", operands.get(0), operands.get(2), own);
    }

    private boolean holds(String operator, Expression left, Expression right, OwnColumns own) {
        return Bounds.hold(operator, left, right, own) || isBeyondExtreme(operator, left, right, own);
    }

    /** Whether a comparison with the least or the greatest of the target's own rows says nothing about a row. */
    private boolean isBeyondExtreme(String operator, Expression left, Expression right, OwnColumns own) {
        OwnTable table = subqueries.ownTable();
        return ORDERED.contains(operator) && (table.isExtreme(left, own) || table.isExtreme(right, own));
    }

    private static boolean isEmptyRange(List<Expression> operands) {
        return Constants.number(operands.get(1))
                .flatMap(low -> Constants.number(operands.get(2)).map(high -> low.compareTo(high) > 0))
                .orElse(false);
    }

    /** Whether some branch is taken for some rows only, and not all of them are true. */
    private boolean chooses(Case choice, OwnColumns own) {
        boolean alike = choice.otherwise().isPresent()
                && choice.branches().stream()
                        .allMatch(branch -> isTrue(branch.result())
                                && isTrue(choice.otherwise().get()));
        return !alike && new Varying(this, subqueries, own).decides(choice);
    }

    private static boolean isTrue(Expression result) {
        return Constants.truth(result).orElse(false);
    }

    private static boolean hasNull(Expression expression) {
        boolean[] found = {false};
        Parts.each(expression, part -> found[0] |= isNull(part));
        return found[0];
    }

    static boolean isNull(Expression expression) {
        return expression instanceof Literal literal && literal.kind() == LiteralKind.NULL;
    }

    /** Whether the condition is never true, as far as that is plain. */
    static boolean isNever(Expression condition) {
        return all(condition).stream().anyMatch(Constants::isNeverTrue);
    }
}
