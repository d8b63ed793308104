package dev.hoop.gateway.api.wire;

/** One warning. */
public record Notice(String sqlState, int vendorCode, String message) {
    void encode(WireWriter out) {
        out.text(sqlState);
        out.i32(vendorCode);
        out.text(message);
    }

    static Notice decode(WireReader in) {
        return new Notice(in.text(), in.i32(), in.text());
    }
}
