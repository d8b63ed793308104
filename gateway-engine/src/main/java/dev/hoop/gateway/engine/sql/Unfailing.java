package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import java.util.Set;

/**
 * Knows the few computations that fail for no value, so that their failing tells nothing. Whatever could convert, overflow, grow without
 * bound, or leave out a part that fails is not among them.
 */
final class Unfailing {
    private static final Set<String> OPERATORS = Set.of("IS NULL", "IS NOT NULL");
    private static final Set<String> OF_ONE = Set.of(
            "upper",
            "ucase",
            "lower",
            "lcase",
            "trim",
            "ltrim",
            "rtrim",
            "btrim",
            "length",
            "char_length",
            "character_length",
            "octet_length",
            "bit_length",
            "count",
            "min",
            "max");
    private static final Set<String> INSTEAD_OF_NULL = Set.of("coalesce", "ifnull", "nvl");

    private Unfailing() {}

    static boolean operator(String operator) {
        return OPERATORS.contains(operator);
    }

    static boolean call(BuiltIn function, Call call, Dialect dialect) {
        if (OF_ONE.contains(function.name()) && call.arguments().size() == 1) {
            return true;
        }
        // H2 gives both the type of one of them, and converts
        return INSTEAD_OF_NULL.contains(function.name())
                && dialect != Dialect.H2
                && call.arguments().stream().skip(1).allMatch(Unfailing::isText);
    }

    private static boolean isText(Expression argument) {
        return argument instanceof Literal literal && literal.kind() == LiteralKind.STRING;
    }

    /** {@code CASE WHEN FALSE THEN x END}: NULL of the type of x, which is never looked at. */
    static boolean isNever(Case choice) {
        return choice.operand().isEmpty()
                && choice.otherwise().isEmpty()
                && choice.branches().size() == 1
                && choice.branches().get(0).condition() instanceof Literal literal
                && literal.kind() == LiteralKind.FALSE;
    }
}
