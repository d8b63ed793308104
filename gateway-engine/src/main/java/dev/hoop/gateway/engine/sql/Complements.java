package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            Map.entry("NOT BETWEEN", "BETWEEN"));

    private static final int MOST = 64;

    private Complements() {}

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
        if (!(a instanceof Operation first) || !(b instanceof Operation second)) {
            return false;
        }
        String opposite = OPPOSITES.get(first.operator());
        return (second.operator().equals(opposite) && first.operands().equals(second.operands()))
                || overlap(first, second);
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
