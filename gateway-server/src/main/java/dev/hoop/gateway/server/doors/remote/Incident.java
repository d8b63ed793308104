package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An error of the gateway itself: logged with a number, of which the peer is told. */
final class Incident {
    private static final Logger LOG = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    static GatewayException of(Throwable bug, String session) {
        String number = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000_0000, Integer.MAX_VALUE));
        LOG.atError()
                .setMessage("error inside the gateway")
                .addKeyValue("incident", number)
                .addKeyValue("session", session)
                .setCause(withoutMessages(bug, 8))
                .log();
        return new GatewayException(
                ErrorCode.INTERNAL,
                "an error inside the gateway ended this; tell its operator the incident number " + number);
    }

    /** Where it happened, but not what was said: messages of libraries may quote literals and row values. */
    private static Throwable withoutMessages(Throwable bug, int depth) {
        Throwable cause = bug.getCause();
        Throwable bare = new Throwable(
                bug.getClass().getName(), cause == null || depth == 0 ? null : withoutMessages(cause, depth - 1));
        bare.setStackTrace(bug.getStackTrace());
        return bare;
    }
}
