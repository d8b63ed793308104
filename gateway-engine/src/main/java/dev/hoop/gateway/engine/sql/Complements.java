package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds two alternatives of an OR that together let every row pass, null aside. */
final class Complements {
    private static final Map<String, String> OPPOSITES = Map.ofEntries(
            Map.entry("=", "<>"),
            Map.entry("<>", "="),
            Map.entry("<", ">="),
            Map.entry(">=", "<"),
            Map.entry(">", "<="),
            Map.entry("<=", ">"),
            Map.entry("IS NULL", "IS NOT NULL"),
            Map.entry("IS NOT NULL", "IS NULL"),
            Map.entry("LIKE", "NOT LIKE"),
            Map.entry("NOT LIKE", "LIKE"),
            Map.entry("IN", "NOT IN"),
            Map.entry("NOT IN", "IN"),
            Map.entry("BETWEEN", "NOT BETWEEN"),
            Map.entry("NOT BETWEEN", "BETWEEN"),
            Map.entry("ILIKE", "NOT ILIKE"),
            Map.entry("NOT ILIKE", "ILIKE"),
            Map.entry("SIMILAR TO", "NOT SIMILAR TO"),
            Map.entry("NOT SIMILAR TO", "SIMILAR TO"),
            Map.entry("REGEXP", "NOT REGEXP"),
            Map.entry("NOT REGEXP", "REGEXP"),
            Map.entry("RLIKE", "NOT RLIKE"),
            Map.entry("NOT RLIKE", "RLIKE"),
            Map.entry("~", "!~"),
            Map.entry("!~", "~"),
            Map.entry("~*", "!~*"),
            Map.entry("!~*", "~*"),
            Map.entry("= ANY", "<> ALL"),
            Map.entry("<> ALL", "= ANY"),
            Map.entry("IS DISTINCT FROM", "IS NOT DISTINCT FROM"),
            Map.entry("IS NOT DISTINCT FROM", "IS DISTINCT FROM"),
            Map.entry("<=>", "IS DISTINCT FROM"),
            Map.entry("IS TRUE", "IS NOT TRUE"),
            Map.entry("IS NOT TRUE", "IS TRUE"),
            Map.entry("IS FALSE", "IS NOT FALSE"),
            Map.entry("IS NOT FALSE", "IS FALSE"));
    private static final Map<String, String> MIRRORED = Map.of("<", ">", ">", "<", "<=", ">=", ">=", "<=");
    private static final Set<String> EXCLUDING = Set.of("<>", "IS DISTINCT FROM", "NOT LIKE", "NOT ILIKE");

    private static final int MOST = 64;

    private Complements() {}

    /** What is true where the condition is not, null aside; with NOT in front where there is no other word for it. */
    static Expression negation(Expression condition) {
        if (!(condition instanceof Operation operation)) {
            return Operation.of("NOT", condition);
        }
        List<Expression> operands = operation.operands();
        return switch (operation.operator()) {
            case "NOT" -> operands.get(0);
            case "AND" -> Operation.of("OR", negation(operands.get(0)), negation(operands.get(1)));
            case "OR" -> Operation.of("AND", negation(operands.get(0)), negation(operands.get(1)));
            default -> {
                String opposite = OPPOSITES.get(operation.operator());
                yield opposite == null ? Operation.of("NOT", condition) : new Operation(opposite, operands);
            }
        };
    }

    /** The operator that says the same of the operands in the other order. */
    static String mirrored(String operator) {
        return MIRRORED.getOrDefault(operator, operator);
    }

    static boolean coverAll(List<Expression> alternatives) {
        int count = Math.min(alternatives.size(), MOST);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (cover(alternatives.get(i), alternatives.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean cover(Expression a, Expression b) {
        if (isNegation(a, b) || isNegation(b, a)) {
            return true;
        }
        if (!(a instanceof Operation one) || !(b instanceof Operation other)) {
            return false;
        }
        Operation first = columnFirst(one);
        Operation second = columnFirst(other);
        String opposite = OPPOSITES.get(first.operator());
        return bothOfTwo(first, second)
                || (EXCLUDING.contains(first.operator())
                        && EXCLUDING.contains(second.operator())
                        && first.operands().get(0).equals(second.operands().get(0))
                        && !first.operands().equals(second.operands()))
                || (second.operator().equals(opposite) && first.operands().equals(second.operands()))
                || overlap(first, second);
    }

    private static Operation columnFirst(Operation operation) {
        List<Expression> operands = operation.operands();
        boolean turned = operands.size() == 2
                && operands.get(0) instanceof Literal
                && (MIRRORED.containsKey(operation.operator()) || OPPOSITES.containsKey(operation.operator()));
        return turned ? Operation.of(mirrored(operation.operator()), operands.get(1), operands.get(0)) : operation;
    }

    /** {@code flag = TRUE OR flag = FALSE}. */
    private static boolean bothOfTwo(Operation a, Operation b) {
        return a.operator().equals("=")
                && b.operator().equals("=")
                && a.operands().get(0).equals(b.operands().get(0))
                && Constants.isTruthValue(a.operands().get(1))
                && Constants.isTruthValue(b.operands().get(1))
                && !a.operands().equals(b.operands());
    }

    private static boolean isNegation(Expression a, Expression b) {
        return a instanceof Operation not
                && not.operator().equals("NOT")
                && not.operands().get(0).equals(b);
    }

    /** {@code x > 5 OR x < 10}. */
    private static boolean overlap(Operation a, Operation b) {
        if (a.operands().size() != 2
                || b.operands().size() != 2
                || !a.operands().get(0).equals(b.operands().get(0))) {
            return false;
        }
        boolean above = a.operator().startsWith(">")
                && b.operator().startsWith("<")
                && !b.operator().startsWith("<>");
        boolean below = b.operator().startsWith(">")
                && a.operator().startsWith("<")
                && !a.operator().startsWith("<>");
        if (!above && !below) {
            return false;
        }
        Operation upwards = above ? a : b;
        Operation downwards = above ? b : a;
        Optional<BigDecimal> from = Constants.number(upwards.operands().get(1));
        Optional<BigDecimal> to = Constants.number(downwards.operands().get(1));
        if (from.isEmpty() || to.isEmpty()) {
            return false;
        }
        int order = from.get().compareTo(to.get());
        boolean inclusive =
                upwards.operator().equals(">=") || downwards.operator().equals("<=");
        return order < 0 || (order == 0 && inclusive);
    }
}
