package dev.hoop.gateway.api.wire;

/** An OUT or INOUT parameter of a call. The type is a constant of {@link java.sql.Types}; scale and type name may be absent (-1, empty). */
public record OutParameter(int index, int jdbcType, int scale, String typeName) {
    void encode(WireWriter out) {
        out.u16(index);
        out.i32(jdbcType);
        out.i32(scale);
        out.text(typeName);
    }

    static OutParameter decode(WireReader in) {
        return new OutParameter(in.u16(), in.i32(), in.i32(), in.text());
    }
}
