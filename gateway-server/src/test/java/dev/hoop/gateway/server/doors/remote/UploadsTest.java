package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.Value.InPieces.Form;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.api.wire.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final int STREAM = 7;

    private final UploadBudget budget = new UploadBudget(4_000);
    private final Uploads uploads = new Uploads(budget);

    private boolean take(int number, boolean last, byte[] content) {
        return uploads.take(STREAM, new ClientMessage.Piece(number, last, content))
                .wanted();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ParameterRow row(Value... values) {
        return new ParameterRow(List.of(values).stream().map(Parameter::of).toList());
    }

    private static Value.InPieces text(int number) {
        return new Value.InPieces(Form.TEXT, number, -1);
    }

    private static Value.InPieces bytes(int number) {
        return new Value.InPieces(Form.BYTES, number, -1);
    }

    @Test
    void piecesBecomeTheParameterTheyArePiecesOf() throws IOException {
        take(0, false, utf8("a\uD83D\uDE00"));
        take(0, true, utf8("é"));
        take(1, true, new byte[] {1, -1});

        List<Parameter> row =
                uploads.complete(STREAM, List.of(row(text(0), bytes(1)))).get(0).parameters();

        Value.LargeText text = (Value.LargeText) row.get(0).value();
        assertThat(text.length()).isEqualTo(4);
        Value.LargeBytes bytes = (Value.LargeBytes) row.get(1).value();
        assertThat(bytes.length()).isEqualTo(2);
        for (int again = 0; again < 2; again++) {
            try (Reader reader = text.content().open();
                    InputStream stream = bytes.content().open()) {
                char[] read = new char[9];
                assertThat(new String(read, 0, reader.read(read))).isEqualTo("a\uD83D\uDE00é");
                assertThat(stream.readAllBytes()).containsExactly(1, -1);
            }
        }
    }

    @Test
    void differentContentHasADifferentDigest() {
        take(0, true, utf8("pay 10"));
        take(1, true, utf8("pay 99"));

        List<Parameter> row =
                uploads.complete(STREAM, List.of(row(text(0), text(1)))).get(0).parameters();

        assertThat(row.get(0).value()).isNotEqualTo(row.get(1).value());
    }

    @Test
    void moreThanThereIsRoomForIsRefusedAndTakesNoRoom() {
        assertThat(take(0, false, new byte[900])).isTrue();
        assertThat(take(0, false, new byte[200])).isFalse();
        assertThat(take(0, true, new byte[1])).isFalse(); // also what would have found room

        assertThatThrownBy(() -> uploads.complete(STREAM, List.of(row(bytes(0)))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("upload-megabytes");
        assertThat(budget.used()).isEqualTo(900);
        assertThat(uploads.drop(STREAM)).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void sessionsShareTheRoom() {
        for (int session = 0; session < 4; session++) {
            ClientMessage.Piece piece = new ClientMessage.Piece(0, false, new byte[1_000]);
            assertThat(new Uploads(budget).take(STREAM, piece).wanted()).isTrue();
        }

        assertThat(take(0, true, new byte[1])).isFalse();
    }

    @Test
    void whatIsNotWholeOrNotSentOrNotNamedIsAViolation() {
        take(0, false, utf8("half"));
        violates(row(text(0)));
        take(0, true, utf8(""));
        violates(row(text(1)));
        violates(row(text(0), text(0)));
        violates(row(new Value.Int64(1)));
    }

    @Test
    void textThatIsNoneIsAViolation() {
        take(0, true, new byte[] {(byte) 0xc3});
        violates(row(text(0)));
    }

    @Test
    void textCutInsideACharacterIsAViolation() {
        take(0, false, new byte[] {(byte) 0xc3});
        take(0, true, new byte[] {(byte) 0xa9});
        violates(row(text(0)));
    }

    private void violates(ParameterRow row) {
        assertThatThrownBy(() -> uploads.complete(STREAM, List.of(row))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void piecesOutOfTurnAreAViolation() {
        take(0, true, utf8("a"));
        for (int number : List.of(0, 2, Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> take(number, true, utf8("b"))).isInstanceOf(ProtocolException.class);
        }
        take(1, false, utf8("c"));
        assertThatThrownBy(() -> take(2, true, utf8("d"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void piecesForEndlesslyManyStatementsAreAViolation() {
        assertThatThrownBy(() -> {
                    for (int stream = 1; stream < 1_000; stream += 2) {
                        uploads.take(stream, new ClientMessage.Piece(0, false, new byte[0]));
                    }
                })
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void statementWithoutLargeParametersNeedsNone() {
        List<ParameterRow> rows = List.of(row(new Value.Int64(1)));

        assertThat(uploads.complete(STREAM, rows)).isEqualTo(rows);
        assertThat(uploads.drop(STREAM)).isFalse();
    }

    @Test
    void closingGivesTheRoomBack() {
        take(0, true, new byte[900]);
        uploads.close();

        assertThat(budget.used()).isZero();
    }
}
