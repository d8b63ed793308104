package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.cell;
import static dev.hoop.gateway.jdbc.FakeGateway.column;
import static dev.hoop.gateway.jdbc.FakeGateway.columns;
import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.row;
import static dev.hoop.gateway.jdbc.FakeGateway.rows;
import static dev.hoop.gateway.jdbc.FakeGateway.rowsEnd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One cell, read in every way JDBC has. */
final class GettersIT {
    private interface Reading {
        void of(ResultSet result) throws Exception;
    }

    private static void reading(Column column, Value value, Reading reading) throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(columns(column), rows(row(value)), rowsEnd(), end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            assertThat(result.next()).isTrue();
            reading.of(result);
        }
    }

    private static Column of(int type, String typeName, String className) {
        return column("a", type, typeName, className);
    }

    @Test
    void everyGetterAnswersNullAsJdbcWantsItAndSaysSo() throws Exception {
        reading(of(Types.OTHER, "any", "java.lang.Object"), new Value.Null(), result -> {
            List<String> wrong = new ArrayList<>();
            for (Method getter : getters()) {
                Object answer = invoke(getter, result);
                boolean empty = answer == null
                        || answer.equals(false)
                        || (answer instanceof Number number && number.doubleValue() == 0);
                if (!empty || !result.wasNull()) {
                    wrong.add(getter.getName());
                }
            }
            assertThat(wrong).isEmpty();
        });
    }

    private static List<Method> getters() {
        return Arrays.stream(ResultSet.class.getMethods())
                .filter(method -> method.getName().startsWith("get")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class})
                        && !List.of("getRef", "getRowId", "getUnicodeStream").contains(method.getName()))
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Object invoke(Method getter, ResultSet result)
            throws ReflectiveOperationException {
        try {
            return getter.invoke(result, 1);
        } catch (InvocationTargetException e) {
            throw new AssertionError(getter.getName(), e.getCause());
        }
    }

    @Test
    void numberIsReadAsEveryType() throws Exception {
        reading(
                of(Types.NUMERIC, "numeric", "java.math.BigDecimal"),
                new Value.Decimal(new BigDecimal("42.50")),
                result -> {
                    assertThat(result.getInt(1)).isEqualTo(42);
                    assertThat(result.getString("A")).isEqualTo("42.50");
                    assertThat(result.getBigDecimal("a")).isEqualTo(new BigDecimal("42.50"));
                    assertThat(result.getObject(1)).isEqualTo(new BigDecimal("42.50"));
                    assertThat(result.getObject(1, BigInteger.class)).isEqualTo(42);
                    assertThat(result.getObject(1, Double.class)).isEqualTo(42.5);
                    assertThat(result.getObject(1, int.class)).isEqualTo(42);
                    assertThatThrownBy(() -> result.getObject(1, Thread.class)).isInstanceOf(SQLException.class);
                });
    }

    @Test
    void objectIsOfTheClassTheColumnNames() throws Exception {
        reading(
                of(Types.SMALLINT, "int2", "java.lang.Integer"),
                cell(7),
                result -> assertThat(result.getObject(1)).isEqualTo(7));
        reading(
                of(Types.BIGINT, "int8", "java.lang.Long"),
                cell(7),
                result -> assertThat(result.getObject(1)).isEqualTo(7L));
        reading(
                of(Types.NUMERIC, "numeric", "java.math.BigDecimal"),
                new Value.Vendor("numeric", "NaN"),
                result -> assertThat(result.getObject(1)).isEqualTo(Double.NaN));
        reading(
                of(Types.OTHER, "jsonb", "org.postgresql.util.PGobject"),
                new Value.Text("{}"),
                result -> assertThat(result.getObject(1)).isEqualTo("{}"));
    }

    @Test
    void uuidIsReadFromEveryFormItMayHave() throws Exception {
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        reading(of(Types.OTHER, "uuid", "java.util.UUID"), new Value.Uuid(uuid), result -> {
            assertThat(result.getObject(1)).isEqualTo(uuid);
            assertThat(result.getObject(1, UUID.class)).isEqualTo(uuid);
            assertThat(result.getBytes(1))
                    .asString(UTF_8)
                    .as("what PostgreSQL sends")
                    .isEqualTo(uuid.toString());
            assertThat(result.getString(1)).isEqualTo(uuid.toString());
        });
        reading(
                FakeGateway.text("a"),
                cell(uuid.toString()),
                result -> assertThat(result.getObject(1, UUID.class)).isEqualTo(uuid));
    }

    @Test
    void instantIsReadAsEveryClassOfJavaTime() throws Exception {
        OffsetDateTime moment = OffsetDateTime.parse("2024-07-02T03:04:05.123456789+05:30");
        reading(
                of(Types.TIMESTAMP, "timestamptz", "java.sql.Timestamp"),
                new Value.TimestampWithOffset(moment),
                result -> {
                    assertThat(result.getObject(1, OffsetDateTime.class)).isEqualTo(moment);
                    assertThat(result.getObject(1, Instant.class)).isEqualTo(moment.toInstant());
                    assertThat(result.getTimestamp(1)).isEqualTo(Timestamp.from(moment.toInstant()));
                    assertThat(result.getObject(1)).isInstanceOf(Timestamp.class);
                });
    }

    @Test
    void wallClockIsReadWithoutAShift() throws Exception {
        LocalDateTime clock = LocalDateTime.of(2024, 3, 31, 2, 30); // does not exist in zones that skip this hour
        reading(of(Types.TIMESTAMP, "timestamp", "java.sql.Timestamp"), new Value.Timestamp(clock), result -> {
            assertThat(result.getObject(1, LocalDateTime.class)).isEqualTo(clock);
            assertThat(result.getObject(1, LocalDate.class)).isEqualTo(clock.toLocalDate());
            assertThat(result.getString(1)).isEqualTo("2024-03-31 02:30:00");
        });
    }

    @Test
    void arraysKeepNestingAndNulls() throws Exception {
        Value.Array value = new Value.Array(
                "int4",
                List.of(
                        new Value.Array("int4", List.of(cell(1), new Value.Null())),
                        new Value.Array("int4", List.of(cell(3), cell(4)))));
        reading(of(Types.ARRAY, "_int4", "java.sql.Array"), value, result -> {
            Array array = result.getArray(1);
            assertThat(array.getBaseType()).isEqualTo(Types.INTEGER);
            assertThat((Integer[][]) array.getArray()).isDeepEqualTo(new Integer[][] {{1, null}, {3, 4}});
            assertThat(array.toString()).isEqualTo("{{1,NULL},{3,4}}");
            assertThat(result.getObject(1, Integer[][].class)).isDeepEqualTo(new Integer[][] {{1, null}, {3, 4}});
        });
        reading(
                of(Types.ARRAY, "_text", "java.sql.Array"),
                new Value.Array("text", List.of(cell("x"), cell("y"))),
                result -> {
                    ResultSet elements = result.getArray(1).getResultSet();
                    assertThat(elements.next()).isTrue();
                    assertThat(elements.getInt(1)).isEqualTo(1);
                    assertThat(elements.getString(2)).isEqualTo("x");
                    assertThat((String[]) result.getArray(1).getArray(2, 1)).containsExactly("y");
                });
    }

    @Test
    void largeObjectsAndStreamsHoldTheCell() throws Exception {
        reading(of(Types.BLOB, "blob", "java.sql.Blob"), new Value.Bytes(new byte[] {1, 2, 3}), result -> {
            assertThat(result.getBlob(1).getBytes(2, 2)).containsExactly(2, 3);
            assertThat(result.getBinaryStream(1).readAllBytes()).containsExactly(1, 2, 3);
            assertThat(result.getObject(1)).isInstanceOf(java.sql.Blob.class);
        });
        reading(of(Types.CLOB, "clob", "java.sql.Clob"), cell("häuser"), result -> {
            assertThat(result.getClob(1).getSubString(2, 3)).isEqualTo("äus");
            assertThat(result.getClob(1).position("us", 1)).isEqualTo(3);
            assertThat(result.getCharacterStream(1).read()).isEqualTo('h');
            assertThat(result.getSQLXML(1).getString()).isEqualTo("häuser");
        });
    }

    @Test
    void columnsAreFoundByLabelThenNameAndUnknownOnesAreNamed() throws Exception {
        reading(FakeGateway.text("Label"), cell("x"), result -> {
            assertThat(result.findColumn("LABEL")).isEqualTo(1);
            assertThatThrownBy(() -> result.getString("other")).hasMessageContaining("'other'");
            assertThatThrownBy(() -> result.getString(0)).hasMessageContaining("outside 1 to 1");
            assertThatThrownBy(() -> result.getString(2)).isInstanceOf(SQLException.class);
        });
    }

    @Test
    void readingBesideARowIsRefused() throws Exception {
        reading(FakeGateway.text("a"), cell("x"), result -> {
            assertThat(result.next()).isFalse();
            assertThatThrownBy(() -> result.getString(1)).hasMessageContaining("not on a row");
        });
    }
}
