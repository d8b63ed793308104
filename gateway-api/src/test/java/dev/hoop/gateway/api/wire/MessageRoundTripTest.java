package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageRoundTripTest {
    @Test
    void whateverAClientSaysArrivesAsItWasSaid() {
        Seeded.runs(3_000, random -> arrives(new RandomMessages(random).client()));
    }

    @Test
    void whateverAGatewaySaysArrivesAsItWasSaid() {
        Seeded.runs(3_000, random -> arrives(new RandomMessages(random).server()));
    }

    @Test
    void messagesLargerThanAFrameArriveWhole() {
        Limits small = new Limits(Limits.MIN_FRAME_BYTES, 1 << 20);
        Seeded.runs(200, random -> {
            byte[] cells = new byte[random.nextInt(5 * Limits.MIN_FRAME_BYTES)];
            random.nextBytes(cells);
            List<ServerMessage> messages = List.of(
                    new ServerMessage.Rows(1, cells), new ServerMessage.Pong(7), new ServerMessage.Rows(2, cells));

            List<Message> arrived = Frames.decoded(MessageDecoder.ofServer(small), Frames.of(messages, small));

            assertThat(arrived.stream().map(Frames::body))
                    .containsExactlyElementsOf(
                            messages.stream().map(Frames::body).toList());
        });
    }

    @Test
    void rowsGiveBackEveryValueThatWasWritten() {
        Seeded.runs(1_000, random -> {
            RandomMessages messages = new RandomMessages(random);
            int columns = 1 + random.nextInt(5);
            int count = random.nextInt(5);
            List<Value> values = new ArrayList<>();
            WireWriter out = new WireWriter();
            for (int i = 0; i < columns * count; i++) {
                Value value = messages.value(0);
                values.add(value);
                ValueCodec.write(value, out);
            }
            RowReader rows = new RowReader(new ServerMessage.Rows(count, out.toByteArray()), columns);

            List<Value> read = new ArrayList<>();
            int bytes = 0;
            while (rows.next()) {
                bytes += rows.rowBytes();
                for (int column = 0; column < columns; column++) {
                    read.add(rows.value(column));
                    assertThat(rows.isNull(column)).isEqualTo(rows.value(column) instanceof Value.Null);
                }
            }

            assertThat(read).isEqualTo(values);
            assertThat(bytes).isEqualTo(out.size());
        });
    }

    private static void arrives(Message message) {
        byte[] bytes = Frames.of(message);

        List<Message> arrived = Frames.decoded(Frames.decoder(message, Limits.DEFAULT), bytes);

        assertThat(arrived).hasSize(1);
        assertThat(Frames.body(arrived.get(0))).isEqualTo(Frames.body(message));
        boolean arrays = message instanceof ServerMessage.Rows
                || message instanceof ServerMessage.Piece
                || message instanceof ClientMessage.Piece;
        if (!arrays) {
            assertThat(arrived.get(0)).isEqualTo(message);
        }
    }
}
