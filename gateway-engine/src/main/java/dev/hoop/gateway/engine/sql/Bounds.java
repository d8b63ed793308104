package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows comparisons with a number or text beyond which no value of the other side's kind lies. */
final class Bounds {
    private static final Set<String> NEVER_NEGATIVE = Set.of(
            "length",
            "char_length",
            "character_length",
            "octet_length",
            "abs",
            "array_length",
            "cardinality",
            "bit_length",
            "bit_count",
            "count",
            "num_nonnulls",
            "num_nulls",
            "position",
            "locate",
            "instr",
            "strpos",
            "charindex",
            "find_in_set",
            "field",
            "ascii",
            "json_length",
            "jsonb_array_length",
            "json_array_length",
            "regexp_count",
            "sqrt",
            "extract",
            "date_part",
            "year",
            "quarter",
            "month",
            "week",
            "day",
            "dayofmonth",
            "dayofweek",
            "dayofyear",
            "weekday",
            "hour",
            "minute",
            "second",
            "mod");
    private static final Map<Integer, Integer> BITS =
            Map.of(Types.TINYINT, 7, Types.SMALLINT, 15, Types.INTEGER, 31, Types.BIGINT, 63);

    /** Least as a text, a number, a UUID, or a place of PostgreSQL's. */
    private static final Pattern NOTHING = Pattern.compile("[0\\s(),.:-]*");

    private Bounds() {}

    static boolean isNeverNegative(Call call) {
        return NEVER_NEGATIVE.contains(call.simpleName().toLowerCase(Locale.ROOT));
    }

    /** Whether the comparison is true of every value that the left side may have. */
    static boolean hold(String operator, Expression left, Expression right, OwnColumns own) {
        if (right instanceof Literal literal && literal.kind() == LiteralKind.STRING) {
            return operator.equals(">=") && NOTHING.matcher(literal.value()).matches();
        }
        Optional<BigDecimal> number = number(right);
        if (number.isEmpty()) {
            return false;
        }
        if (left instanceof ColumnReference column && own.isPlaceOfRow(column)) {
            return beyond(operator, number.get(), BigDecimal.ONE);
        }
        if (left instanceof ColumnReference column) {
            Integer bits =
                    own.field(column).map(field -> BITS.get(field.jdbcType())).orElse(null);
            BigDecimal end = bits == null ? null : BigDecimal.valueOf(2).pow(bits);
            return end != null
                    && (beyond(operator, number.get(), end.negate())
                            || beyond(
                                    Complements.mirrored(operator),
                                    number.get().negate(),
                                    end.negate().add(BigDecimal.ONE)));
        }
        return isNeverNegative(left) && beyond(operator, number.get(), BigDecimal.ZERO);
    }

    /** Whether what is never below the least value is, by the operator, always above the number. */
    static boolean beyond(String operator, BigDecimal number, BigDecimal least) {
        int order = number.compareTo(least);
        return switch (operator) {
            case ">=" -> order <= 0;
            case ">", "<>" -> order < 0;
            default -> false;
        };
    }

    private static boolean isNeverNegative(Expression value) {
        return (value instanceof Call call && isNeverNegative(call))
                || (value instanceof Subquery subquery
                        && SubqueryReach.oneCall(subquery.query())
                                .filter(Bounds::isNeverNegative)
                                .isPresent());
    }

    private static Optional<BigDecimal> number(Expression value) {
        return value instanceof Operation minus
                        && minus.operator().equals("-")
                        && minus.operands().size() == 1
                ? number(minus.operands().get(0)).map(BigDecimal::negate)
                : Constants.number(value);
    }
}
