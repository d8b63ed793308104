package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Calendar;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.jdbc.TimestampUtils;

/**
 * The parameters that stand at one place of a batch's rows, to be sent to PostgreSQL as one array: each element is the text that its driver
 * would have sent for it, or one that reads as the same. Not thread-safe.
 */
public final class ParameterColumn {
    private final List<List<Parameter>> rows;
    private final int place;
    private final ParameterType type;
    private final Set<ParameterType> typesOfNulls;
    private final DriverTimes times = new DriverTimes();

    private ParameterColumn(
            List<List<Parameter>> rows, int place, ParameterType type, Set<ParameterType> typesOfNulls) {
        this.rows = rows;
        this.place = place;
        this.type = type;
        this.typesOfNulls = typesOfNulls;
    }

    /** Empty where they are of several types, or of one that is not known for certain. */
    public static Optional<ParameterColumn> of(List<List<Parameter>> rows, int place) {
        Optional<ParameterType> found = Optional.empty();
        Set<ParameterType> nulls = new HashSet<>();
        for (List<Parameter> row : rows) {
            Parameter parameter = row.get(place);
            Optional<ParameterType> one = ParameterType.of(parameter);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            if (parameter.value() instanceof Value.Null) {
                nulls.add(one.get());
            } else if (found.isEmpty()) {
                found = one;
            } else if (!found.equals(one)) {
                return Optional.empty();
            }
        }
        nulls.remove(ParameterType.OPEN);
        ParameterType type =
                found.orElseGet(() -> nulls.size() == 1 ? nulls.iterator().next() : ParameterType.OPEN);
        return Optional.of(new ParameterColumn(rows, place, type, nulls));
    }

    /** What the driver says of those that are not NULL; of the others where all are. */
    public ParameterType type() {
        return type;
    }

    /** What it says of NULLs, where it says something. */
    public Set<ParameterType> typesOfNulls() {
        return typesOfNulls;
    }

    /** Appends one row's to the literal of an array. */
    public void append(int row, TimestampUtils texts, StringBuilder literal) {
        Parameter parameter = rows.get(row).get(place);
        Value value = parameter.value();
        if (value instanceof Value.Null) {
            literal.append("NULL");
        } else if (value instanceof Value.Int64 number) {
            literal.append(number.value());
        } else if (value instanceof Value.Text text) {
            PostgreSqlArray.quote(text.value(), literal);
        } else if (value instanceof Value.WallClock clock) {
            PostgreSqlArray.quote(wallClock(clock, parameter.jdbcType(), texts), literal);
        } else if (value instanceof Value.Decimal decimal) {
            literal.append(plain(decimal.value()));
        } else if (value instanceof Value.Bytes bytes) {
            PostgreSqlArray.quote(PostgreSqlArray.hex(bytes), literal);
        } else {
            PostgreSqlArray.quote(other(value, texts), literal);
        }
    }

    /** With a declared type its driver is told a scale, and that is none below zero. */
    private static String plain(BigDecimal number) {
        return number.scale() < 0 ? number.toPlainString() : number.toString();
    }

    private String wallClock(Value.WallClock clock, int declared, TimestampUtils texts) {
        Calendar shown = times.calendar(clock);
        return switch (declared) {
            case Types.DATE -> texts.toString(shown, DriverTimes.date(shown));
            case Types.TIME, Types.TIME_WITH_TIMEZONE -> texts.toString(shown, DriverTimes.time(shown, clock));
            default -> texts.toString(shown, DriverTimes.timestamp(shown, clock));
        };
    }

    private static String other(Value value, TimestampUtils texts) {
        if (value instanceof Value.Date date) {
            return texts.toString(date.value());
        }
        if (value instanceof Value.Time time) {
            return texts.toString(time.value());
        }
        if (value instanceof Value.TimeWithOffset time) {
            return texts.toString(time.value());
        }
        if (value instanceof Value.Timestamp timestamp) {
            return texts.toString(timestamp.value());
        }
        if (value instanceof Value.TimestampWithOffset timestamp) {
            return texts.toString(timestamp.value());
        }
        return String.valueOf(JavaValues.object(value));
    }
}
