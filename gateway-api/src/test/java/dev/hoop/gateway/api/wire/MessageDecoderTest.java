package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
    private static final int CLOSE = ClientMessage.Type.CLOSE.code();
    private static final int LOGIN = ClientMessage.Type.LOGIN.code();

    @Test
    void frameBeyondTheLimitIsRefusedBeforeItsPayloadArrives() {
        byte[] header = Frames.frame(Limits.BEFORE_LOGIN.frameBytes() + 1, LOGIN, 0, 0, 0);

        assertThatThrownBy(() -> Frames.decoded(MessageDecoder.ofClient(Limits.BEFORE_LOGIN), header))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("16385")
                .hasMessageContaining("16384");
    }

    @Test
    void frameAtTheLimitIsTakenAndLargerOnesAfterLogin() {
        MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient(Limits.BEFORE_LOGIN);
        MessageEncoder encoder = new MessageEncoder(Limits.DEFAULT);
        WireWriter out = new WireWriter();
        encoder.encode(0, new ClientMessage.Login("x".repeat(Limits.BEFORE_LOGIN.frameBytes() - 8), ""), out);
        encoder.encode(0, new ClientMessage.Login("x".repeat(100_000), ""), out);
        ByteBuffer in = ByteBuffer.wrap(out.toByteArray());

        assertThat(decoder.next(in)).isPresent();
        decoder.limits(Limits.DEFAULT);
        assertThat(decoder.next(in)).isPresent();
    }

    @Test
    void messageBeyondTheLimitIsRefusedHoweverSmallItsFrames() {
        MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient(Limits.BEFORE_LOGIN);
        byte[] payload = new byte[Limits.BEFORE_LOGIN.frameBytes()];
        byte[] frames = Frames.join(
                Frames.frame(payload.length, LOGIN, FrameHeader.MORE, 0, 0, payload),
                Frames.frame(payload.length, LOGIN, FrameHeader.MORE, 0, 1, payload),
                Frames.frame(1, LOGIN, 0, 0, 2, (byte) 0));

        assertThatThrownBy(() -> Frames.decoded(decoder, frames))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("larger than the limit of 32768 bytes");
    }

    @Test
    void endlessEmptyFramesAreRefused() {
        byte[] frame = Frames.frame(0, LOGIN, FrameHeader.MORE, 0, 0);

        assertThatThrownBy(() -> Frames.decoded(MessageDecoder.ofClient(Limits.DEFAULT), frame))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1, Integer.MIN_VALUE})
    void sequenceThatDoesNotStartAtZeroIsRefused(int sequence) {
        assertThatThrownBy(() ->
                        Frames.decoded(MessageDecoder.ofClient(Limits.DEFAULT), Frames.frame(0, CLOSE, 0, 0, sequence)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("where 0 was due");
    }

    @Test
    void frameThatIsMissingOrSentTwiceIsRefused() {
        for (int second : new int[] {0, 2}) {
            byte[] frames = Frames.join(Frames.frame(0, CLOSE, 0, 0, 0), Frames.frame(0, CLOSE, 0, 0, second));

            assertThatThrownBy(() -> Frames.decoded(MessageDecoder.ofClient(Limits.DEFAULT), frames))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("where 1 was due");
        }
    }

    @Test
    void messageOfAnotherTypeOrStreamInsideAnUnfinishedOneIsRefused() {
        byte[] first = Frames.frame(1, LOGIN, FrameHeader.MORE, 1, 0, (byte) 0);

        for (byte[] second : List.of(Frames.frame(0, CLOSE, 0, 1, 1), Frames.frame(1, LOGIN, 0, 3, 1, (byte) 0))) {
            assertThatThrownBy(
                            () -> Frames.decoded(MessageDecoder.ofClient(Limits.DEFAULT), Frames.join(first, second)))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("inside an unfinished one");
        }
    }

    @Test
    void everyUnknownTypeIsRefusedByItsHeaderAlone() {
        IntStream.range(0, 0x100).forEach(code -> {
            byte[] header = Frames.frame(1, code, 0, 0, 0);
            boolean client = Arrays.stream(ClientMessage.Type.values()).anyMatch(type -> type.code() == code);
            boolean server = Arrays.stream(ServerMessage.Type.values()).anyMatch(type -> type.code() == code);
            assertThat(refused(MessageDecoder.ofClient(Limits.DEFAULT), header)).isEqualTo(!client);
            assertThat(refused(MessageDecoder.ofServer(Limits.DEFAULT), header)).isEqualTo(!server);
        });
    }

    @Test
    void unknownCriticalFlagIsRefusedAndEveryOtherReservedBitIgnored() {
        for (int bit = 0; bit < 8; bit++) {
            byte[] frame = Frames.frame(0, CLOSE, 1 << bit, 0, 0);
            frame[6] = (byte) (0x11 << bit);
            frame[7] = (byte) (0x80 >> bit);
            boolean moreOrCritical = bit < 4;
            assertThat(refused(MessageDecoder.ofClient(Limits.DEFAULT), frame)).isEqualTo(moreOrCritical);
        }
    }

    @Test
    void encoderFillsTheBitsThatMeanNothing() {
        byte[] bytes = Frames.of(java.util.Collections.nCopies(64, new ClientMessage.Close()), Limits.DEFAULT);

        int flags = 0;
        int reserved = 0;
        for (int at = 0; at < bytes.length; at += FrameHeader.BYTES) {
            flags |= bytes[at + 5] & 0xff;
            reserved |= ByteBuffer.wrap(bytes).getShort(at + 6) & 0xffff;
        }

        assertThat(flags).isEqualTo(0xf0);
        assertThat(reserved).isEqualTo(0xffff);
    }

    @Test
    void unknownCapabilityIsJustAName() {
        ClientMessage.Hello hello = new ClientMessage.Hello(1, 9, List.of("x-never-heard-of"), 65_536, 65_536, "");

        assertThat(Frames.decoded(MessageDecoder.ofClient(Limits.BEFORE_LOGIN), Frames.of(hello)))
                .containsExactly(hello);
    }

    @Test
    void messageTooLargeForThePeerLeavesNothingBehindAndTheNextOneIsSound() {
        MessageEncoder encoder = new MessageEncoder(Limits.BEFORE_LOGIN);
        WireWriter out = new WireWriter();
        encoder.encode(0, new ClientMessage.Ping(1, false), out);
        int size = out.size();

        assertThatThrownBy(() -> encoder.encode(0, new ClientMessage.Refresh("x".repeat(40_000)), out))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        assertThatThrownBy(() -> encoder.encode(0, new ClientMessage.Refresh("\ud800"), out))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));

        assertThat(out.size()).isEqualTo(size);
        encoder.encode(0, new ClientMessage.Close(), out);
        assertThat(Frames.decoded(MessageDecoder.ofClient(Limits.BEFORE_LOGIN), out.toByteArray()))
                .containsExactly(new ClientMessage.Ping(1, false), new ClientMessage.Close());
    }

    @Test
    void limitsThatAPeerMayNotAnnounceAreRefused() {
        for (int[] announced : new int[][] {
            {Limits.MIN_FRAME_BYTES - 1, 1 << 20},
            {Limits.MAX_FRAME_BYTES + 1, 1 << 24},
            {65_536, 65_535},
            {65_536, -1},
            {-1, -1},
            {65_536, Integer.MAX_VALUE}
        }) {
            assertThatThrownBy(() -> Limits.announced(announced[0], announced[1]))
                    .isInstanceOf(ProtocolException.class);
        }
    }

    private static boolean refused(MessageDecoder<?> decoder, byte[] bytes) {
        try {
            Frames.decoded(decoder, bytes);
            return false;
        } catch (ProtocolException e) {
            return true;
        }
    }
}
