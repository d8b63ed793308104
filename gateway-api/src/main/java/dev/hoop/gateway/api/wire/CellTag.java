package dev.hoop.gateway.api.wire;

/** The byte in front of every value: what follows, and how to read it. The numbers are part of the protocol. */
final class CellTag {
    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int INT64 = 3;
    static final int FLOAT32 = 4;
    static final int FLOAT64 = 5;
    static final int DECIMAL = 6;
    static final int TEXT = 7;
    static final int BYTES = 8;
    static final int DATE = 9;
    static final int TIME = 10;
    static final int TIME_WITH_OFFSET = 11;
    static final int TIMESTAMP = 12;
    static final int TIMESTAMP_WITH_OFFSET = 13;
    static final int UUID = 14;
    static final int ARRAY = 15;
    static final int VENDOR = 16;
    static final int WALL_CLOCK = 17;
    static final int LARGE_TEXT = 18;
    static final int LARGE_BYTES = 19;

    private CellTag() {}
}
