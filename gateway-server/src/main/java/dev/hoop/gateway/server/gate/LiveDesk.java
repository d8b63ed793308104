package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.util.Map;

/**
 * Where an auditor sees a session on a host while it goes on, and where an admin ends a session. Both stand in the trail: who watches before
 * anything is shown. Only sessions of this gateway process are known. Thread-safe.
 */
public final class LiveDesk {
    private static final int LONGEST_REASON = 500;

    private final Gate gate;
    private final Visitor visitor;

    LiveDesk(Gate gate, Visitor visitor) {
        this.gate = gate;
        this.visitor = visitor;
    }

    /**
     * What is recorded of a session from now on, with the end of what was shown last.
     *
     * @throws GatewayException {@code NO_GRANT} for who is no auditor; {@code INVALID_REQUEST} when no such session is open here; {@code
     *     NOT_SUPPORTED} when it is none at a host
     */
    public LiveView watch(String sessionId) {
        gate.require(visitor, Role.AUDITOR);
        Stay stay = open(sessionId);
        if (!(stay.recording() instanceof SharedRecording shared)) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    "only sessions on hosts are watched while they go on; replay this one afterwards");
        }
        gate.record(
                "session-watched",
                visitor.subject().name().value(),
                stay.target().name().value(),
                stay.id().value(),
                Map.of("of", stay.subjectName(), "door", visitor.door()));
        return shared.watched();
    }

    /**
     * Whether the visitor may still watch; asked while it does.
     *
     * @throws GatewayException when its proof or role is gone
     */
    public void requireWatcher() {
        gate.require(visitor, Role.AUDITOR);
    }

    /**
     * Ends a session, and all that runs in it.
     *
     * @param reason told to the session's subject, and recorded
     * @throws GatewayException {@code NO_GRANT} for who is no admin; {@code INVALID_REQUEST} when no such session is open here, or the reason
     *     is too long or missing
     */
    public void end(String sessionId, String reason) {
        gate.require(visitor, Role.ADMIN);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "say why the session is ended, in at most " + LONGEST_REASON + " characters");
        }
        open(sessionId)
                .end(
                        ErrorCode.SESSION_REVOKED,
                        reason.strip(),
                        visitor.subject().name().value());
    }

    private Stay open(String sessionId) {
        return gate.stays().stream()
                .filter(stay -> stay.id().value().equals(sessionId))
                .findFirst()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.INVALID_REQUEST, "no session of this name is open at this gateway"));
    }
}
