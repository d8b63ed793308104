package dev.hoop.gateway.jdbc.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
    private static final Numbers CUTTING = new Numbers(Product.POSTGRESQL);

    private static long whole(Value value) throws SQLException {
        return CUTTING.whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    @Test
    void everyKindOfNumberIsReadAsAWholeOne() throws Exception {
        assertThat(whole(new Value.Int64(7))).isEqualTo(7);
        assertThat(whole(new Value.Decimal(new BigDecimal("7.99")))).isEqualTo(7);
        assertThat(whole(new Value.Decimal(new BigDecimal("-7.99")))).isEqualTo(-7);
        assertThat(whole(new Value.Float64(7.9))).isEqualTo(7);
        assertThat(whole(new Value.Text(" 7 "))).isEqualTo(7);
        assertThat(whole(new Value.Text("7.5e1"))).isEqualTo(75);
        assertThat(whole(new Value.Bool(true))).isEqualTo(1);
    }

    @Test
    void h2RoundsWhereOthersCut() throws Exception {
        Numbers rounding = new Numbers(Product.H2);

        assertThat(rounding.whole(new Value.Float64(2.5), -9, 9, "int")).isEqualTo(3);
        assertThat(rounding.whole(new Value.Float64(-2.5), -9, 9, "int")).isEqualTo(-2);
        assertThat(rounding.whole(new Value.Decimal(new BigDecimal("-2.5")), -9, 9, "int"))
                .isEqualTo(-3);
        assertThatThrownBy(() -> rounding.whole(new Value.Decimal(new BigDecimal("9.5")), -9, 9, "int"))
                .hasMessageContaining("out of range");
    }

    @Test
    void mariaDbTakesAnyTextButZeroForTrue() throws Exception {
        Numbers mariaDb = new Numbers(Product.MARIADB);

        assertThat(mariaDb.bool(new Value.Text("no"))).isTrue();
        assertThat(mariaDb.bool(new Value.Text("0"))).isFalse();
        assertThat(mariaDb.bool(new Value.Decimal(new BigDecimal("0.5")))).isFalse();
    }

    @Test
    void nothingWrapsAround() {
        assertThatThrownBy(() -> whole(new Value.Int64(1L << 40))).hasMessageContaining("out of range");
        assertThatThrownBy(() -> whole(new Value.Decimal(new BigDecimal("1e30"))))
                .hasMessageContaining("out of range");
        assertThatThrownBy(() -> whole(new Value.Float64(1e300))).hasMessageContaining("out of range");
        assertThatThrownBy(() -> whole(new Value.Float64(Double.NaN))).isInstanceOf(SQLException.class);
    }

    @Test
    void numberOfAMillionDigitsIsNotPrinted() {
        assertThatThrownBy(() -> whole(new Value.Text("1e999999999"))).isInstanceOf(SQLException.class);
    }

    @Test
    void errorsNameTypesAndNeverValues() {
        assertThatThrownBy(() -> whole(new Value.Text("4111-1111")))
                .hasMessageContaining("text")
                .hasMessageContaining("int")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("4111"));
        assertThatThrownBy(() -> whole(new Value.Date(LocalDate.EPOCH))).hasMessageContaining("date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "TRUE", "y", "Yes", "on", "1"})
    void wordsForTrue(String text) throws Exception {
        assertThat(CUTTING.bool(new Value.Text(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "FALSE", "n", "No", "off", "0"})
    void wordsForFalse(String text) throws Exception {
        assertThat(CUTTING.bool(new Value.Text(text))).isFalse();
    }

    @Test
    void wordForNeitherIsRefused() {
        assertThatThrownBy(() -> CUTTING.bool(new Value.Text("maybe"))).isInstanceOf(SQLException.class);
    }

    @Test
    void doublesHaveTheirEnds() throws Exception {
        assertThat(CUTTING.float64(new Value.Vendor("numeric", "NaN"))).isNaN();
        assertThat(CUTTING.float64(new Value.Text("-Infinity"))).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void decimalKeepsItsScale() throws Exception {
        assertThat(CUTTING.decimal(new Value.Decimal(new BigDecimal("12.3400"))))
                .isEqualTo(new BigDecimal("12.3400"));
    }
}
