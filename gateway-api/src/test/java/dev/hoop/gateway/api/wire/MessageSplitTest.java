package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageSplitTest {
    static Stream<Message> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void messageIsTheSameWhereverItIsSplit(Message sample) {
        byte[] bytes = Frames.of(sample);
        for (int split = 0; split < bytes.length; split++) {
            MessageDecoder<? extends Message> decoder = Frames.decoder(sample, Limits.DEFAULT);
            ByteBuffer in = ByteBuffer.wrap(bytes).limit(split);

            assertThat(decoder.next(in)).isEmpty();
            assertThat(in.position()).isZero();
            assertThat(decoder.needed(in)).isBetween(split + 1, bytes.length);

            Message message = decoder.next(in.limit(bytes.length)).orElseThrow().message();
            assertThat(Frames.body(message)).isEqualTo(Frames.body(sample));
            assertThat(in.hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bodyThatEndsEarlyOrLateIsRefusedAtEveryByte(Message sample) {
        byte[] body = Frames.body(sample);
        int type = sample.type().code();
        for (int size = 0; size < body.length; size++) {
            byte[] cut = Frames.frame(size, type, 0, 1, 0, Arrays.copyOf(body, size));
            assertThatThrownBy(() -> Frames.decoded(Frames.decoder(sample, Limits.DEFAULT), cut))
                    .isInstanceOf(ProtocolException.class);
        }
        byte[] longer = Frames.frame(body.length + 1, type, 0, 1, 0, Arrays.copyOf(body, body.length + 1));
        assertThatThrownBy(() -> Frames.decoded(Frames.decoder(sample, Limits.DEFAULT), longer))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void streamThatTimesOutAfterEveryByteLosesNothing() throws IOException {
        byte[] bytes = Frames.of(Samples.server(), Limits.DEFAULT);
        MessageInput<ServerMessage> input =
                new MessageInput<>(new Stuttering(bytes), MessageDecoder.ofServer(Limits.DEFAULT));

        List<byte[]> bodies = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                Optional<Envelope<ServerMessage>> next = input.next();
                next.ifPresent(envelope -> bodies.add(Frames.body(envelope.message())));
                open = next.isPresent();
            } catch (SocketTimeoutException e) {
                // asked again
            }
        }

        assertThat(bodies)
                .containsExactlyElementsOf(
                        Samples.server().stream().map(Frames::body).toList());
    }

    @Test
    void streamThatEndsInsideAMessageIsNotTakenForItsEnd() {
        byte[] bytes = Frames.of(Samples.server().get(0));
        for (int size = 1; size < bytes.length; size++) {
            MessageInput<ServerMessage> input = new MessageInput<>(
                    new ByteArrayInputStream(bytes, 0, size), MessageDecoder.ofServer(Limits.DEFAULT));
            assertThatThrownBy(input::next).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void streamThatEndsBetweenTwoFramesOfAMessageIsNotTakenForItsEnd() {
        Limits small = new Limits(Limits.MIN_FRAME_BYTES, Limits.DEFAULT.messageBytes());
        byte[] bytes = Frames.of(List.of(new ServerMessage.Rows(1, new byte[10_000])), small);
        MessageInput<ServerMessage> input = new MessageInput<>(
                new ByteArrayInputStream(bytes, 0, FrameHeader.BYTES + small.frameBytes()),
                MessageDecoder.ofServer(small));

        assertThatThrownBy(input::next).isInstanceOf(EOFException.class);
    }

    /** Gives one byte, then times out, then gives the next. */
    private static final class Stuttering extends InputStream {
        private final byte[] bytes;
        private int at;
        private boolean due;

        Stuttering(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            due = !due;
            if (!due) {
                throw new SocketTimeoutException();
            }
            if (at == bytes.length) {
                return -1;
            }
            to[from] = bytes[at++];
            return 1;
        }
    }
}
