package dev.hoop.gateway.server.gate;

/** What the subject or the gateway wants of the statement that is on its road, said from any thread. */
final class Wish {
    enum Kind {
        GO_ON,
        /** Do not run it, and ask nobody any more. */
        WITHDRAW,
        /** Do not run it now; a request for approval stays, to be resumed. */
        DETACH
    }

    private volatile Kind kind = Kind.GO_ON;

    /** Another statement begins its road; what was said of the one before is forgotten, but not the end of the session. */
    void begin(Stay stay) {
        kind = Kind.GO_ON;
        if (stay.isEnded()) { // looked at after the write: an end that comes later writes later
            kind = Kind.DETACH;
        }
    }

    void say(Kind said) {
        kind = said;
    }

    Kind kind() {
        return kind;
    }

    boolean isToGoOn() {
        return kind == Kind.GO_ON;
    }
}
