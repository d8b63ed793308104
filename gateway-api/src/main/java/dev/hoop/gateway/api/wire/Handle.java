package dev.hoop.gateway.api.wire;

/** A number of the gateway's that stands for a statement text it has seen on this socket. Zero stands for none. */
public record Handle(int id) {
    void encode(WireWriter out) {
        out.i32(id);
    }

    static Handle decode(WireReader in) {
        return new Handle(in.i32());
    }
}
