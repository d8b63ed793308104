package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Any input ends in a message, in "more bytes" or in a ProtocolException, and takes memory in proportion to what has arrived. */
class MessageFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** An exception with its stack trace, the first buffers, and what the measuring itself takes. */
    private static final long FIXED_BYTES = 128 * 1024;
    /** A list of one-byte values costs most: references in a growing array, and the objects they point to. */
    private static final int BYTES_PER_BYTE = 64;

    private static final Limits LIMITS = new Limits(64 * 1024, 256 * 1024);

    @BeforeAll
    static void classesAreLoadedBeforeMemoryIsMeasured() {
        Samples.all().forEach(sample -> feed(sample, Frames.of(sample)));
        feed(new ClientMessage.Close(), new byte[64]);
        feed(new ServerMessage.RowsEnd(), new byte[64]);
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) -1);
        feed(new ClientMessage.Close(), ones);
        ones[0] = 0;
        ones[1] = 0;
        feed(new ClientMessage.Close(), ones);
    }

    @Test
    void randomBytesAreHarmless() {
        Seeded.runs(20_000, random -> {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            harmless(sample(random), bytes);
        });
    }

    @Test
    void randomBodiesBehindGoodHeadersAreHarmless() {
        Seeded.runs(40_000, random -> {
            byte[] body = new byte[random.nextInt(400)];
            random.nextBytes(body);
            if (random.nextBoolean()) {
                // mostly zeros: counts and lengths that are believable
                for (int i = 0; i < body.length; i++) {
                    body[i] = random.nextInt(4) > 0 ? 0 : (byte) random.nextInt(20);
                }
            }
            Message sample = sample(random);
            harmless(sample, Frames.frame(body.length, sample.type().code(), 0, 1, 0, body));
        });
    }

    @Test
    void mutatedMessagesAreHarmless() {
        Seeded.runs(40_000, random -> {
            Message sample = sample(random);
            byte[] bytes = Frames.of(sample);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                // the header stays sound most of the time, or nothing behind it would ever be reached
                int from = random.nextInt(8) == 0 || bytes.length == FrameHeader.BYTES ? 0 : FrameHeader.BYTES;
                int at = from + random.nextInt(bytes.length - from);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
            }
            harmless(sample, bytes);
        });
    }

    @Test
    void truncatedMessagesAreHarmless() {
        Seeded.runs(10_000, random -> {
            Message sample = sample(random);
            byte[] bytes = Frames.of(sample);
            harmless(sample, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        });
    }

    @Test
    void countsAndLengthsThatLieAreHarmless() {
        int[] lies = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x00ffffff, 0x7fff_fff0, 1 << 20};
        Seeded.runs(20_000, random -> {
            Message sample = sample(random);
            byte[] bytes = Frames.of(sample);
            if (bytes.length >= FrameHeader.BYTES + 4) {
                int at = FrameHeader.BYTES + random.nextInt(bytes.length - FrameHeader.BYTES - 3);
                ByteBuffer.wrap(bytes).putInt(at, lies[random.nextInt(lies.length)]);
            }
            harmless(sample, bytes);
        });
    }

    @Test
    void hugeFramesAreRefusedByTheirHeaders() {
        for (int announced : new int[] {LIMITS.frameBytes() + 1, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            harmless(new ClientMessage.Close(), Frames.frame(announced, 0x04, 0, 1, 0));
        }
    }

    @Test
    void fullMessagesOfTheCheapestElementsStayInProportion() {
        byte[] nulls = new byte[200_000];
        ByteBuffer.wrap(nulls).putInt(nulls.length - 4);
        // Metadata: an empty method name, then a list of NULLs
        byte[] body = Frames.join(new byte[4], nulls);
        byte[] frames = inFrames(ClientMessage.Type.METADATA.code(), body);

        assertThat(feed(new ClientMessage.Close(), frames)).isOne();
        harmless(new ClientMessage.Close(), frames);
    }

    private static Message sample(Random random) {
        List<Message> all = Samples.all();
        return all.get(random.nextInt(all.size()));
    }

    private static void harmless(Message side, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        feed(side, bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated)
                .as("bytes allocated for %d bytes", bytes.length)
                .isLessThan(FIXED_BYTES + (long) BYTES_PER_BYTE * bytes.length);
    }

    /** Feeds a fresh decoder and counts the messages; whatever it throws but a ProtocolException fails the test. */
    private static int feed(Message side, byte[] bytes) {
        MessageDecoder<? extends Message> decoder = Frames.decoder(side, LIMITS);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = 0;
        try {
            for (var next = decoder.next(in); next.isPresent(); next = decoder.next(in)) {
                count++;
                readRows(next.get().message());
            }
            if (in.hasRemaining()) {
                assertThat(decoder.needed(in))
                        .isGreaterThan(in.remaining())
                        .isLessThanOrEqualTo(FrameHeader.BYTES + LIMITS.frameBytes());
            }
        } catch (ProtocolException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
        return count;
    }

    private static void readRows(Message message) {
        if (message instanceof ServerMessage.Rows rows) {
            RowReader reader = new RowReader(rows, 3);
            while (reader.next()) {
                for (int column = 0; column < 3; column++) {
                    reader.value(column);
                }
            }
        }
    }

    private static byte[] inFrames(int type, byte[] body) {
        WireWriter out = new WireWriter();
        int sequence = 0;
        for (int from = 0; from < body.length; from += LIMITS.frameBytes()) {
            int to = Math.min(body.length, from + LIMITS.frameBytes());
            byte[] frame = Frames.frame(
                    to - from,
                    type,
                    to < body.length ? FrameHeader.MORE : 0,
                    1,
                    sequence++,
                    Arrays.copyOfRange(body, from, to));
            out.raw(frame, 0, frame.length);
        }
        return out.toByteArray();
    }
}
