package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Column;

/** The bytes of a column description. */
final class ColumnCodec {
    private ColumnCodec() {}

    static void write(Column column, WireWriter out) {
        out.text(column.label());
        out.text(column.name());
        out.text(column.table());
        out.text(column.schema());
        out.text(column.catalog());
        out.i32(column.jdbcType());
        out.text(column.typeName());
        out.text(column.className());
        out.i32(column.precision());
        out.i32(column.scale());
        out.i32(column.displaySize());
        out.u8(column.nullable());
        out.u16(column.traits());
    }

    static Column read(WireReader in) {
        return new Column(
                in.text(), in.text(), in.text(), in.text(), in.text(), in.i32(), in.text(), in.text(), in.i32(),
                in.i32(), in.i32(), in.u8(), in.u16());
    }
}
