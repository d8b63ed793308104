package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.Pieces;
import java.util.List;

/** Whether large cells are sent to a peer in pieces, and how far they may overdraw its credit. */
enum InPieces {
    NEVER(0),
    WITHIN_CREDIT(0),
    AHEAD(Pieces.AHEAD);

    private final int overdraft;

    InPieces(int overdraft) {
        this.overdraft = overdraft;
    }

    /** What a peer's capabilities allow. */
    static InPieces of(List<String> capabilities) {
        if (capabilities.contains(Pieces.AHEAD_CAPABILITY)) {
            return AHEAD;
        }
        return capabilities.contains(Pieces.CAPABILITY) ? WITHIN_CREDIT : NEVER;
    }

    /** By how many bytes pieces may overdraw the credit. */
    int overdraft() {
        return overdraft;
    }
}
