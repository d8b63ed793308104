package dev.hoop.gateway.jdbc.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Pieces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ParametersTest {
    private final Parameters parameters = new Parameters(16);

    @Test
    void declaredTypeTellsWhichSetterWasMeant() throws Exception {
        assertThat(parameters.object(1)).isEqualTo(new Parameter(new Value.Int64(1), Types.INTEGER, ""));
        assertThat(parameters.object(1L)).isEqualTo(new Parameter(new Value.Int64(1), Types.BIGINT, ""));
        assertThat(parameters.object((short) 1)).isEqualTo(new Parameter(new Value.Int64(1), Types.SMALLINT, ""));
        assertThat(parameters.object(1.5f)).isEqualTo(new Parameter(new Value.Float32(1.5f), Types.REAL, ""));
        assertThat(parameters.object(new UUID(1, 2)).value()).isEqualTo(new Value.Uuid(new UUID(1, 2)));
    }

    @Test
    void textWithATypeStaysTextSoThatTheDatabasesDriverConvertsIt() throws Exception {
        assertThat(parameters.object("5", Types.INTEGER, -1))
                .isEqualTo(new Parameter(new Value.Text("5"), Types.INTEGER, ""));
    }

    @Test
    void scaleRoundsDecimals() throws Exception {
        assertThat(parameters.object(new BigDecimal("1.005"), Types.NUMERIC, 2).value())
                .isEqualTo(new Value.Decimal(new BigDecimal("1.01")));
    }

    @Test
    void nothingKeepsItsType() throws Exception {
        assertThat(parameters.object(null, Types.OTHER, -1))
                .isEqualTo(new Parameter(new Value.Null(), Types.OTHER, ""));
    }

    @Test
    void arraysNestAndHoldNulls() throws Exception {
        Parameter parameter = parameters.object(new Integer[][] {{1, null}, {2, 3}});

        assertThat(parameter.value())
                .isEqualTo(new Value.Array(
                        "int4",
                        List.of(
                                new Value.Array("int4", List.of(new Value.Int64(1), new Value.Null())),
                                new Value.Array("int4", List.of(new Value.Int64(2), new Value.Int64(3))))));
    }

    @Test
    void unknownClassIsRefusedByName() {
        assertThatThrownBy(() -> parameters.object(Thread.currentThread()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void endlessStreamIsReadUpToTheBoundOnly() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] to, int from, int length) {
                return length;
            }
        };

        assertThatThrownBy(() -> parameters.bytes(endless, -1, Types.VARBINARY)).hasMessageContaining("maxStream");
        assertThatThrownBy(() -> parameters.bytes(endless, 17, Types.VARBINARY)).hasMessageContaining("maxStream");
    }

    @Test
    void largeStreamStaysInItsStreamUntilItIsSent() throws Exception {
        byte[] large = new byte[Pieces.FROM + 1];
        large[Pieces.FROM] = 7;

        Parameter parameter = new Parameters(0).bytes(new ByteArrayInputStream(large), -1, Types.VARBINARY);

        Value.LargeBytes value = (Value.LargeBytes) parameter.value();
        try (InputStream content = value.content().open()) {
            assertThat(content.readAllBytes()).isEqualTo(large);
        }
        assertThatThrownBy(() -> value.content().open()).hasMessageContaining("set it again");
    }

    @Test
    void streamOfExactlyTheBoundIsTaken() throws Exception {
        Parameter parameter = parameters.bytes(new ByteArrayInputStream(new byte[16]), -1, Types.VARBINARY);

        assertThat(((Value.Bytes) parameter.value()).value()).hasSize(16);
    }

    @Test
    void bytesFewerThanPromisedAreRefused() {
        assertThatThrownBy(() -> parameters.bytes(new ByteArrayInputStream(new byte[3]), 4, Types.VARBINARY))
                .hasMessageContaining("3 of the 4");
    }

    /** As the databases' own drivers have it. */
    @Test
    void textShorterThanPromisedIsTaken() throws Exception {
        assertThat(parameters.text(new StringReader("abc"), 4, Types.VARCHAR).value())
                .isEqualTo(new Value.Text("abc"));
    }

    @Test
    void onlyThePromisedPartOfAReaderIsTaken() throws Exception {
        assertThat(parameters.text(new StringReader("abcdef"), 3, Types.VARCHAR).value())
                .isEqualTo(new Value.Text("abc"));
    }

    @Test
    void brokenStreamIsAnSqlException() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                throw new IOException("broken");
            }
        };

        assertThatThrownBy(() -> parameters.bytes(broken, -1, Types.VARBINARY)).isInstanceOf(SQLException.class);
    }
}
