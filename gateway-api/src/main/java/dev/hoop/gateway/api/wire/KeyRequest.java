package dev.hoop.gateway.api.wire;

import java.util.List;

/** Which generated keys the caller wants with an update: none, the database's choice, or columns by index or name. */
public record KeyRequest(Kind kind, List<Integer> indexes, List<String> names) {
    public static final KeyRequest NONE = new KeyRequest(Kind.NONE, List.of(), List.of());
    public static final KeyRequest ANY = new KeyRequest(Kind.ANY, List.of(), List.of());

    /** How the wanted columns are named. */
    public enum Kind {
        NONE,
        ANY,
        INDEXES,
        NAMES
    }

    public KeyRequest {
        indexes = List.copyOf(indexes);
        names = List.copyOf(names);
    }

    void encode(WireWriter out) {
        out.constant(kind);
        out.list(indexes, (index, to) -> to.i32(index));
        out.texts(names);
    }

    static KeyRequest decode(WireReader in) {
        return new KeyRequest(in.constant(Kind.values()), in.list(WireReader::i32), in.texts());
    }
}
