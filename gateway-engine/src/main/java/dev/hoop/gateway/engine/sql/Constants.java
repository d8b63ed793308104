package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import java.math.BigDecimal;
import java.util.Optional;

/** Works out the truth of constant conditions as far as it is plain. */
final class Constants {
    private Constants() {}

    /** Whether the condition is never true, whatever the row. */
    static boolean isNeverTrue(Expression condition) {
        return truth(condition).map(truth -> !truth).orElse(false);
    }

    /** The truth of a constant condition; empty if it is not plain. Null counts as false: no row passes. */
    static Optional<Boolean> truth(Expression condition) {
        if (condition instanceof Literal literal) {
            return literal(literal);
        }
        if (!(condition instanceof Operation operation) || operation.operands().isEmpty()) {
            return Optional.empty();
        }
        Expression first = operation.operands().get(0);
        return switch (operation.operator()) {
            case "NOT" ->
                first instanceof Literal literal && literal.kind() == LiteralKind.NULL
                        ? Optional.of(false)
                        : truth(first).map(truth -> !truth);
            case "AND" ->
                truth(first).flatMap(a -> truth(operation.operands().get(1)).map(b -> a && b));
            case "OR" ->
                truth(first).flatMap(a -> truth(operation.operands().get(1)).map(b -> a || b));
            case "=", "<>", "<", ">", "<=", ">=" -> comparison(operation);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> literal(Literal literal) {
        return switch (literal.kind()) {
            case TRUE -> Optional.of(true);
            case FALSE, NULL -> Optional.of(false);
            case NUMBER -> number(literal).map(number -> number.signum() != 0);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> comparison(Operation operation) {
        Optional<Integer> order =
                order(operation.operands().get(0), operation.operands().get(1));
        return order.map(compared -> switch (operation.operator()) {
            case "=" -> compared == 0;
            case "<>" -> compared != 0;
            case "<" -> compared < 0;
            case ">" -> compared > 0;
            case "<=" -> compared <= 0;
            default -> compared >= 0;
        });
    }

    private static Optional<Integer> order(Expression a, Expression b) {
        Optional<BigDecimal> left = number(a);
        Optional<BigDecimal> right = number(b);
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(left.get().compareTo(right.get()));
        }
        boolean same =
                a instanceof Literal x && b instanceof Literal y && x.kind() == LiteralKind.STRING && x.equals(y);
        return same ? Optional.of(0) : Optional.empty(); // different strings may be equal to a collation
    }

    /** Whether it is TRUE or FALSE by word. */
    static boolean isTruthValue(Expression expression) {
        return expression instanceof Literal literal
                && (literal.kind() == LiteralKind.TRUE || literal.kind() == LiteralKind.FALSE);
    }

    /** The value of a plain number. */
    static Optional<BigDecimal> number(Expression expression) {
        if (expression instanceof Literal literal
                && literal.kind() == LiteralKind.NUMBER
                && literal.value().length() < 30) {
            try {
                return Optional.of(new BigDecimal(literal.value())).filter(number -> Math.abs(number.scale()) < 100);
            } catch (NumberFormatException notDecimal) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
