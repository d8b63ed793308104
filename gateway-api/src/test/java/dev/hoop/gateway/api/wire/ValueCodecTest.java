package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "14", // no such tag
                "12", // a large value without number or length
                "120103", // of a negative length that does not mean unknown
                "130102", // of a negative number
                "0f000112000a", // inside an array
                "ff",
                "03", // an integer without its number
                "0380", // an integer that goes on
                "038000", // an integer longer than it need be
                "03ffffffffffffffffff7f", // an integer beyond 64 bits
                "03ffffffffffffffffffff01",
                "0600", // a decimal without digits
                "060000", // a decimal of no bytes at all
                "06fea0e0ff0f0101", // a decimal with a scale that would print gigabytes
                "0705", // text beyond the end
                "07ffffffff7f", // text of gigabytes
                "078000", // a length longer than it need be
                "0701ff", // text that is not UTF-8
                "0702c080", // UTF-8 longer than it need be
                "0703eda080", // a surrogate in UTF-8
                "0704f5808080", // a code point beyond Unicode
                "0803", // bytes beyond the end
                "09feffffffffffffffff01", // a day beyond the calendar
                "0a01", // a time before midnight
                "0a8080f0abfeb9cc4f", // a time beyond the day
                "0b00c2f407", // an offset beyond 18 hours
                "0efedcba98765432", // half a UUID
                "0f00ff", // an array that announces more elements than there are bytes
                "0f0001ff", // an array of no such thing
                "110000056e6f776865", // a zone beyond the end
                "1100000461424344" // a zone that does not exist
            })
    void bytesThatAreNoValueAreRefused(String hex) {
        assertThatThrownBy(() -> ValueCodec.read(new WireReader(HexFormat.of().parseHex(hex))))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void bytesOfAnAsciiTextAreWrittenAsThatText() {
        String text = "plain, 0123456789 ~";
        WireWriter asText = new WireWriter();
        WireWriter asBytes = new WireWriter();

        new RowWriter(asText).text(text);
        new RowWriter(asBytes).ascii(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(asBytes.toByteArray()).isEqualTo(asText.toByteArray());
    }

    @Test
    void lastCellWrittenIsHandedToAnotherWriter() {
        WireWriter from = new WireWriter();
        RowWriter cells = new RowWriter(from);
        cells.int64(1);
        int before = from.size();
        cells.text("é");
        WireWriter to = new WireWriter();
        RowWriter written = new RowWriter(to);

        cells.handOver(before, from.size() - before, written);

        assertThat(ValueCodec.read(new WireReader(to.toByteArray()))).isEqualTo(new Value.Text("é"));
    }

    @Test
    void decimalThatWouldTakeMinutesToPrintIsRefusedByBothSides() {
        BigDecimal large = new BigDecimal(BigInteger.ONE.shiftLeft(8 * 70_000));
        WireWriter out = new WireWriter();
        out.u8(CellTag.DECIMAL);
        out.varint(0);
        out.shortBytes(large.unscaledValue().toByteArray());

        assertThatThrownBy(() -> ValueCodec.read(new WireReader(out.toByteArray())))
                .isInstanceOf(ProtocolException.class);
        unsendable(new Value.Decimal(large));
        unsendable(new Value.Decimal(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)));
        unsendable(new Value.Decimal(new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)));
    }

    @Test
    void largestDecimalOfPostgresqlArrives() {
        Value.Decimal largest = new Value.Decimal(new BigDecimal("9".repeat(131_072) + "." + "9".repeat(16_383)));

        assertThat(read(largest)).isEqualTo(largest);
    }

    @Test
    void arrayNestsToTheLimitAndNoDeeper() {
        Value.Array allowed = nested(ValueCodec.MAX_DEPTH);
        assertThat(read(allowed)).isEqualTo(allowed);

        unsendable(nested(ValueCodec.MAX_DEPTH + 1));

        byte[] level = {CellTag.ARRAY, 0, 1};
        WireWriter deep = new WireWriter();
        for (int i = 0; i < 100_000; i++) {
            deep.raw(level, 0, level.length);
        }
        assertThatThrownBy(() -> ValueCodec.read(new WireReader(deep.toByteArray())))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> ValueCodec.skip(new WireReader(deep.toByteArray())))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void textIsUtf8AsTheJdkWritesIt() {
        Seeded.runs(500, random -> {
            String text = random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            WireWriter out = new WireWriter(1);
            out.text(text);

            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            WireWriter expected = new WireWriter();
            expected.bytes(utf8);
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
            assertThat(new WireReader(out.toByteArray()).text()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\ud800\ud800\udc00", "\udc00\ud800"})
    void textWithAnUnpairedSurrogateIsRefusedRatherThanChanged(String text) {
        unsendable(new Value.Text(text));
        unsendable(new Value.Vendor("x", text));
    }

    @Test
    void mapThatNamesAKeyTwiceOrHasTooManyIsRefused() {
        WireWriter twice = new WireWriter();
        twice.i32(2);
        for (int i = 0; i < 2; i++) {
            twice.text("key");
            twice.text("value");
        }
        assertThatThrownBy(() -> new WireReader(twice.toByteArray()).map()).isInstanceOf(ProtocolException.class);

        WireWriter many = new WireWriter();
        many.i32(WireReader.MAX_MAP_ENTRIES + 1);
        for (int i = 0; i <= WireReader.MAX_MAP_ENTRIES; i++) {
            many.text("key" + i);
            many.text("");
        }
        assertThatThrownBy(() -> new WireReader(many.toByteArray()).map())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("4096");
    }

    @Test
    void rowsThatAreFewerOrMoreThanAnnouncedAreRefused() {
        byte[] twoNulls = {CellTag.NULL, CellTag.NULL};
        assertThatThrownBy(() -> new RowReader(new ServerMessage.Rows(3, twoNulls), 1))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new RowReader(new ServerMessage.Rows(-1, twoNulls), 1))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new RowReader(new ServerMessage.Rows(Integer.MAX_VALUE, twoNulls), 0))
                .isInstanceOf(ProtocolException.class);

        RowReader fewer = new RowReader(new ServerMessage.Rows(1, twoNulls), 1);
        assertThat(fewer.next()).isTrue();
        assertThatThrownBy(fewer::next).isInstanceOf(ProtocolException.class);
    }

    @Test
    void rowsOfNoColumnsAreCounted() {
        RowReader rows = new RowReader(new ServerMessage.Rows(2, new byte[0]), 0);

        assertThat(rows.next()).isTrue();
        assertThat(rows.rowBytes()).isZero();
        assertThat(rows.next()).isTrue();
        assertThat(rows.next()).isFalse();
    }

    private static Value.Array nested(int levels) {
        Value.Array array = new Value.Array("int4", List.of(new Value.Int64(1)));
        for (int level = 1; level < levels; level++) {
            array = new Value.Array("int4", List.of(array));
        }
        return array;
    }

    private static Value read(Value value) {
        WireWriter out = new WireWriter();
        ValueCodec.write(value, out);
        return ValueCodec.read(new WireReader(out.toByteArray()));
    }

    private static void unsendable(Value value) {
        assertThatThrownBy(() -> ValueCodec.write(value, new WireWriter()))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
}
