package dev.hoop.gateway.engine.masking;

/**
 * Tells bytes that a terminal shows from those that only steer it: colours, movements of the cursor, characters without width. Titles and
 * other texts within control sequences count as shown: they leave the target like any other. Not thread-safe.
 */
final class TerminalBytes {
    /** What a byte is, given those before it. */
    enum Kind {
        SHOWN,
        STEERING,
        /** It depends on the next one. */
        PENDING,
        /** With the pending ones before it, it is a character without width. */
        NO_WIDTH
    }

    private enum State {
        GROUND,
        ESCAPE,
        SEQUENCE,
        ONE_MORE,
        C2,
        E2,
        E2_80,
        E2_81,
        EF,
        EF_BB
    }

    private static final int LONGEST_SEQUENCE = 64;

    private State state = State.GROUND;
    private int length;
    private boolean pendingShown;

    /** Whether the bytes that were pending before the last one have turned out to be shown. */
    boolean pendingShown() {
        return pendingShown;
    }

    Kind next(int value) {
        pendingShown = false;
        return switch (state) {
            case GROUND -> ground(value);
            case ESCAPE -> escape(value);
            case SEQUENCE -> sequence(value);
            case ONE_MORE -> to(State.GROUND, Kind.STEERING);
            case C2 -> value == 0x9b ? begins() : value == 0xad ? ends() : otherwise(value);
            case E2 ->
                value == 0x80
                        ? to(State.E2_80, Kind.PENDING)
                        : value == 0x81 ? to(State.E2_81, Kind.PENDING) : otherwise(value);
            case E2_80 -> value >= 0x8b && value <= 0x8f ? ends() : otherwise(value);
            case E2_81 -> value >= 0xa0 && value <= 0xa4 ? ends() : otherwise(value);
            case EF -> value == 0xbb ? to(State.EF_BB, Kind.PENDING) : otherwise(value);
            case EF_BB -> value == 0xbf ? ends() : otherwise(value);
        };
    }

    private Kind to(State next, Kind kind) {
        state = next;
        return kind;
    }

    private Kind ends() {
        return to(State.GROUND, Kind.NO_WIDTH);
    }

    private Kind otherwise(int value) {
        pendingShown = true;
        state = State.GROUND;
        return ground(value);
    }

    private Kind begins() {
        length = 0;
        return to(State.SEQUENCE, Kind.NO_WIDTH);
    }

    private Kind ground(int value) {
        if (value >= ' ' && value < 0x7f) {
            return Kind.SHOWN;
        }
        return switch (value) {
            case '\n', '\t' -> Kind.SHOWN;
            case 0x1b -> to(State.ESCAPE, Kind.STEERING);
            case 0xc2 -> to(State.C2, Kind.PENDING);
            case 0xe2 -> to(State.E2, Kind.PENDING);
            case 0xef -> to(State.EF, Kind.PENDING);
            default -> value < ' ' || value == 0x7f ? Kind.STEERING : Kind.SHOWN;
        };
    }

    private Kind escape(int value) {
        if (value == '[') {
            length = 0;
            return to(State.SEQUENCE, Kind.STEERING);
        }
        if (value >= ' ' && value < '0') {
            return to(State.ONE_MORE, Kind.STEERING);
        }
        if (value >= '0' && value < 0x7f) {
            return to(State.GROUND, Kind.STEERING);
        }
        state = State.GROUND;
        return ground(value);
    }

    private Kind sequence(int value) {
        length++;
        boolean goesOn = value >= ' ' && value < '@' && length < LONGEST_SEQUENCE;
        if (goesOn) {
            return Kind.STEERING;
        }
        state = State.GROUND;
        return value >= '@' && value < 0x7f ? Kind.STEERING : ground(value);
    }
}
