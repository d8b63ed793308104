package dev.hoop.gateway.api.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answers of {@link java.sql.DatabaseMetaData} that never change while a target is the same, by method name. There are many, and every
 * connection is told them: they are put into bytes once, however many connections are told them, and who is told the same bytes again knows
 * what they mean. Immutable.
 */
public final class TargetFacts {
    /** How many targets' facts are known by their bytes; the next take the place of the eldest. */
    private static final int MOST_KNOWN = 8;

    /** Facts that take more bytes are read each time. */
    static final int MOST_BYTES = 64 * 1024;

    private static volatile List<Told> known = List.of();

    private final Map<String, String> byMethod;
    private volatile byte @Nullable [] encoded;

    private TargetFacts(Map<String, String> byMethod) {
        this.byMethod = byMethod;
    }

    /** Facts by the methods that answer with them. */
    public static TargetFacts of(Map<String, String> byMethod) {
        return new TargetFacts(Map.copyOf(byMethod));
    }

    public Map<String, String> byMethod() {
        return byMethod;
    }

    void encode(WireWriter out) {
        byte[] bytes = encoded;
        if (bytes == null) {
            WireWriter once = new WireWriter(8 * 1024);
            once.map(byMethod);
            bytes = once.toByteArray();
            encoded = bytes;
        }
        out.raw(bytes, 0, bytes.length);
    }

    static TargetFacts decode(WireReader in) {
        for (Told told : known) {
            if (in.skipSame(told.bytes)) {
                return told.facts;
            }
        }
        int from = in.position();
        TargetFacts facts = of(in.map());
        if (in.position() - from <= MOST_BYTES) {
            remember(new Told(Arrays.copyOfRange(in.array(), from, in.position()), facts));
        }
        return facts;
    }

    private static synchronized void remember(Told told) {
        known = Stream.concat(Stream.of(told), known.stream().limit(MOST_KNOWN - 1))
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetFacts that && byMethod.equals(that.byMethod);
    }

    @Override
    public int hashCode() {
        return byMethod.hashCode();
    }

    @Override
    public String toString() {
        return "TargetFacts" + byMethod;
    }

    /** Bytes, and what they were read as. */
    private static final class Told {
        private final byte[] bytes;
        private final TargetFacts facts;

        Told(byte[] bytes, TargetFacts facts) {
            this.bytes = bytes;
            this.facts = facts;
        }
    }
}
