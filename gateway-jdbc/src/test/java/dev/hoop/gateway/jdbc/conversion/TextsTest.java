package dev.hoop.gateway.jdbc.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What getString gives, as each database's own driver gives it. */
final class TextsTest {
    private static String text(Product product, Value value) {
        return new Texts(product).text(value, "", 6);
    }

    @Test
    void booleansAreWordsOfTheirDatabase() {
        Value yes = new Value.Bool(true);

        assertThat(text(Product.POSTGRESQL, yes)).isEqualTo("t");
        assertThat(text(Product.H2, yes)).isEqualTo("TRUE");
        assertThat(text(Product.MARIADB, yes)).isEqualTo("1");
    }

    @Test
    void bytesAreHexadecimalOnPostgresql() {
        assertThat(text(Product.POSTGRESQL, new Value.Bytes(new byte[] {(byte) 0xca, (byte) 0xfe})))
                .isEqualTo("\\xcafe");
    }

    @Test
    void timestampsHaveTheFractionTheirDatabasePrints() {
        Value half = new Value.Timestamp(LocalDateTime.of(2024, 7, 2, 3, 4, 5, 500_000_000));
        Value full = new Value.Timestamp(LocalDateTime.of(2024, 7, 2, 3, 4, 5));

        assertThat(text(Product.POSTGRESQL, half)).isEqualTo("2024-07-02 03:04:05.5");
        assertThat(text(Product.POSTGRESQL, full)).isEqualTo("2024-07-02 03:04:05");
        assertThat(text(Product.MARIADB, half)).isEqualTo("2024-07-02 03:04:05.500000");
        assertThat(text(Product.H2, new Value.Time(LocalTime.of(1, 2, 3, 4)))).isEqualTo("01:02:03.000000004");
    }

    @Test
    void yearsBeforeTheCommonEraSaySo() {
        assertThat(text(Product.POSTGRESQL, new Value.Date(LocalDate.of(-43, 3, 15))))
                .isEqualTo("0044-03-15 BC");
    }

    @Test
    void offsetIsKeptByH2() {
        assertThat(text(Product.H2, new Value.TimestampWithOffset(OffsetDateTime.parse("2024-07-02T03:04:05+05:30"))))
                .isEqualTo("2024-07-02 03:04:05+05:30");
        assertThat(text(Product.H2, new Value.TimestampWithOffset(OffsetDateTime.parse("2024-07-02T03:04:05Z"))))
                .isEqualTo("2024-07-02 03:04:05+00");
    }

    @Test
    void doublesHaveNoIdleZeroOnPostgresql() {
        assertThat(text(Product.POSTGRESQL, new Value.Float64(1))).isEqualTo("1");
        assertThat(text(Product.POSTGRESQL, new Value.Float64(1.5))).isEqualTo("1.5");
        assertThat(text(Product.POSTGRESQL, new Value.Float64(1e20))).isEqualTo("1e+20");
        assertThat(text(Product.POSTGRESQL, new Value.Float64(1.5e-7))).isEqualTo("1.5e-07");
        assertThat(text(Product.POSTGRESQL, new Value.Float64(-0.0))).isEqualTo("-0");
        assertThat(text(Product.POSTGRESQL, new Value.Float64(Double.NEGATIVE_INFINITY)))
                .isEqualTo("-Infinity");
        assertThat(text(Product.H2, new Value.Float64(1))).isEqualTo("1.0");
    }

    @Test
    void decimalIsNeverInExponents() {
        assertThat(text(Product.POSTGRESQL, new Value.Decimal(new BigDecimal("1E+3"))))
                .isEqualTo("1000");
        assertThat(text(Product.POSTGRESQL, new Value.Decimal(new BigDecimal("12.3400"))))
                .isEqualTo("12.3400");
    }

    @Test
    void arraysAreLiteralsThatPostgresqlReadsBack() {
        Value.Array array = new Value.Array(
                "text",
                List.of(
                        new Value.Text("a b"),
                        new Value.Text("plain"),
                        new Value.Null(),
                        new Value.Text("NULL"),
                        new Value.Text(""),
                        new Value.Text("quote\"slash\\")));
        Value.Array nested = new Value.Array(
                "int4",
                List.of(
                        new Value.Array("int4", List.of(new Value.Int64(1), new Value.Int64(2))),
                        new Value.Array("int4", List.of(new Value.Int64(3), new Value.Null()))));

        assertThat(text(Product.POSTGRESQL, array))
                .isEqualTo("{\"a b\",plain,NULL,\"NULL\",\"\",\"quote\\\"slash\\\\\"}");
        assertThat(text(Product.POSTGRESQL, nested)).isEqualTo("{{1,2},{3,NULL}}");
        assertThat(text(Product.H2, nested)).isEqualTo("[[1, 2], [3, null]]");
    }
}
