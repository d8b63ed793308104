package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method of {@link DatabaseMetaData} that answers with rows. Only such methods can be called: the list is made from the
 * interface, never from a name a subject sends.
 */
final class MetadataCall {
    private static final Map<String, Method> ROWS = Arrays.stream(DatabaseMetaData.class.getMethods())
            .filter(method -> method.getReturnType() == ResultSet.class)
            .collect(Collectors.toUnmodifiableMap(MetadataCall::key, Function.identity()));

    private final Method method;
    private final @Nullable Object[] arguments;

    private MetadataCall(Method method, @Nullable Object[] arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    private static String key(Method method) {
        return method.getName() + "/" + method.getParameterCount();
    }

    /**
     * Finds the method.
     *
     * @throws dev.hoop.gateway.server.ports.targets.TargetException if there is none, or the arguments are not its own
     */
    static MetadataCall of(String name, List<Value> arguments) {
        Method method = ROWS.get(name + "/" + arguments.size());
        if (method == null) {
            throw Failures.refused(
                    ErrorCode.INVALID_REQUEST,
                    "java.sql.DatabaseMetaData has no method of that name with %d arguments that answers with rows"
                            .formatted(arguments.size()));
        }
        @Nullable Object[] objects = new Object[arguments.size()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = argument(name, i, method.getParameterTypes()[i], arguments.get(i));
        }
        return new MetadataCall(method, objects);
    }

    boolean asksForClientInformation() {
        return method.getName().equals("getClientInfoProperties");
    }

    ResultSet call(DatabaseMetaData metadata) throws SQLException {
        try {
            return (ResultSet) method.invoke(metadata, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("the driver failed at " + method.getName(), "HYC00", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object argument(String name, int index, Class<?> type, Value value) {
        if (value instanceof Value.Null && !type.isPrimitive()) {
            return null;
        }
        if (type == String.class && value instanceof Value.Text text) {
            return text.value();
        }
        if (type == int.class && value instanceof Value.Int64 number) {
            return (int) number.value();
        }
        if (type == boolean.class && value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (type == String[].class && value instanceof Value.Array array) {
            return array.elements().stream().map(MetadataCall::text).toArray(String[]::new);
        }
        if (type == int[].class && value instanceof Value.Array array) {
            return array.elements().stream().mapToInt(MetadataCall::number).toArray();
        }
        throw mismatch(name, index);
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw mismatch("an array of texts", 0);
    }

    private static int number(Value value) {
        if (value instanceof Value.Int64 number) {
            return (int) number.value();
        }
        throw mismatch("an array of numbers", 0);
    }

    private static RuntimeException mismatch(String name, int index) {
        return Failures.refused(
                ErrorCode.INVALID_REQUEST,
                "argument %d of %s is not of the type it must have".formatted(index + 1, name));
    }
}
