package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The bytes of version 1 of the protocol, as they were when it was fixed. If this test fails, peers in the field no longer understand each
 * other: give the change a new version or a capability, and leave the transcripts as they are.
 */
class GoldenTranscriptTest {
    @Test
    void clientsOfVersion1AreUnderstoodAndSpokenLike() throws IOException {
        transcript("v1-client.hex", MessageDecoder.ofClient(Limits.DEFAULT), Samples.client());
    }

    @Test
    void gatewaysOfVersion1AreUnderstoodAndSpokenLike() throws IOException {
        transcript("v1-server.hex", MessageDecoder.ofServer(Limits.DEFAULT), Samples.server());
    }

    @Test
    void clientsThatSendPiecesAreUnderstoodAndSpokenLike() throws IOException {
        transcript("v1-client-pieces.hex", MessageDecoder.ofClient(Limits.DEFAULT), Samples.clientInPieces());
    }

    @Test
    void gatewaysThatSendPiecesAreUnderstoodAndSpokenLike() throws IOException {
        transcript("v1-server-pieces.hex", MessageDecoder.ofServer(Limits.DEFAULT), Samples.serverInPieces());
    }

    @Test
    void gatewaysThatTellColumnsByTheirNumberAreUnderstoodAndSpokenLike() throws IOException {
        transcript(
                "v1-server-told-columns.hex", MessageDecoder.ofServer(Limits.DEFAULT), Samples.serverOfToldColumns());
    }

    private static void transcript(
            String name, MessageDecoder<? extends Message> decoder, List<? extends Message> messages)
            throws IOException {
        byte[] golden = bytes(name);

        List<Message> read = Frames.decoded(decoder, golden);

        assertThat(read.stream().map(Frames::body))
                .containsExactlyElementsOf(messages.stream().map(Frames::body).toList());
        assertThat(HexFormat.of().formatHex(withoutGrease(Frames.of(messages, Limits.DEFAULT))))
                .isEqualTo(HexFormat.of().formatHex(withoutGrease(golden)));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GoldenTranscriptTest.class.getResourceAsStream("/golden/" + name), "no transcript " + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("(?m)#.*$", "").replaceAll("\\s", ""));
        }
    }

    /** What means nothing may change at will. */
    private static byte[] withoutGrease(byte[] frames) {
        byte[] masked = frames.clone();
        for (int at = 0; at < masked.length; ) {
            masked[at + 5] &= 0x0f;
            masked[at + 6] = 0;
            masked[at + 7] = 0;
            at += FrameHeader.BYTES + ByteBuffer.wrap(masked).getInt(at);
        }
        return masked;
    }
}
