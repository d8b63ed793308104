package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answers of a driver's {@link DatabaseMetaData} that never change, by method name; those with numbers as arguments as {@code
 * method(1,2)}. A method that the driver does not support is left out.
 */
final class DriverFacts {
    private static final Set<Class<?>> SCALARS =
            Set.of(boolean.class, int.class, long.class, String.class, RowIdLifetime.class);

    /** What would name the target's host or the gateway's own credential. */
    private static final Set<String> SECRET = Set.of("getURL", "getUserName");

    private static final int[] RESULT_SET_TYPES = {
        ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE
    };
    private static final int[] CONCURRENCIES = {ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE};
    private static final int[] HOLDABILITIES = {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT};
    private static final int[] ISOLATIONS = {
        Connection.TRANSACTION_NONE,
        Connection.TRANSACTION_READ_UNCOMMITTED,
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE
    };

    private final DatabaseMetaData from;
    private final Map<String, String> facts = new HashMap<>();

    private DriverFacts(DatabaseMetaData from) {
        this.from = from;
    }

    static Map<String, String> of(DatabaseMetaData from, String url) throws SQLException {
        DriverFacts reading = new DriverFacts(from);
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getParameterCount() == 0
                    && SCALARS.contains(method.getReturnType())
                    && !SECRET.contains(method.getName())) {
                reading.ask(method.getName(), method);
            } else if (method.getReturnType() == boolean.class && onlyNumbers(method)) {
                reading.askWithNumbers(method);
            }
        }
        reading.facts.put("getURL", scheme(url));
        reading.facts.computeIfPresent("getDriverName", (name, real) -> real + " (hoop)");
        return Map.copyOf(reading.facts);
    }

    /** {@code jdbc:postgresql://} of a URL: what programs look at to know the product, and nothing more. */
    private static String scheme(String url) {
        return "jdbc:" + url.split(":", 3)[1] + "://";
    }

    private static boolean onlyNumbers(Method method) {
        return method.getParameterCount() > 0
                && Arrays.stream(method.getParameterTypes()).allMatch(type -> type == int.class);
    }

    private void askWithNumbers(Method method) throws SQLException {
        if (method.getName().equals("supportsConvert")) {
            conversions(method);
            return;
        }
        for (int first : values(method.getName())) {
            if (method.getParameterCount() == 1) {
                ask("%s(%d)".formatted(method.getName(), first), method, first);
            } else {
                for (int second : CONCURRENCIES) {
                    ask("%s(%d,%d)".formatted(method.getName(), first, second), method, first, second);
                }
            }
        }
    }

    private static int[] values(String method) {
        return switch (method) {
            case "supportsTransactionIsolationLevel" -> ISOLATIONS;
            case "supportsResultSetHoldability" -> HOLDABILITIES;
            default -> RESULT_SET_TYPES;
        };
    }

    /** There are well over a thousand pairs: only those that are supported, or one star when all are. */
    private void conversions(Method method) throws SQLException {
        List<String> supported = new ArrayList<>();
        int asked = 0;
        for (int from : typeCodes()) {
            for (int to : typeCodes()) {
                asked++;
                Optional<Object> answer = answer(method, from, to);
                if (answer.isPresent() && answer.get().equals(true)) {
                    supported.add("supportsConvert(%d,%d)".formatted(from, to));
                }
            }
        }
        if (supported.size() == asked) {
            facts.put("supportsConvert(*)", "true");
        } else {
            supported.forEach(pair -> facts.put(pair, "true"));
        }
    }

    private static List<Integer> typeCodes() {
        return Arrays.stream(java.sql.JDBCType.values())
                .map(java.sql.JDBCType::getVendorTypeNumber)
                .filter(code -> code != Types.NULL)
                .toList();
    }

    private void ask(String key, Method method, Object... arguments) throws SQLException {
        answer(method, arguments).ifPresent(answer -> facts.put(key, answer.toString()));
    }

    private Optional<Object> answer(Method method, Object... arguments) throws SQLException {
        try {
            return Optional.ofNullable(method.invoke(from, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure && Failures.connectionGone(failure)) {
                throw failure;
            }
            return Optional.empty(); // not supported; the driver says so in more than one way
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
