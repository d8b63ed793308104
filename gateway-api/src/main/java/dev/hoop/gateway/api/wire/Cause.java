package dev.hoop.gateway.api.wire;

/** One further exception of the chain behind a failure ({@link java.sql.SQLException#getNextException()}). */
public record Cause(String kind, String sqlState, int vendorCode, String message) {
    void encode(WireWriter out) {
        out.text(kind);
        out.text(sqlState);
        out.i32(vendorCode);
        out.text(message);
    }

    static Cause decode(WireReader in) {
        return new Cause(in.text(), in.text(), in.i32(), in.text());
    }
}
