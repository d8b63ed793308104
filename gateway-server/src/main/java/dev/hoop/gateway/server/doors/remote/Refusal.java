package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Tells a peer that there is no room for it. */
final class Refusal {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Refusal() {}

    static void say(Socket raw, RemoteDoorOptions options, String why) {
        try (raw) {
            raw.setSoTimeout((int) PATIENCE.toMillis());
            Carrier carrier = options.tls().isPresent()
                    ? Carrier.secure(raw, options.tls().get())
                    : Carrier.plain(raw);
            carrier.farewell(FailureMessages.of(ErrorCode.OVERLOADED, why));
            carrier.drain(PATIENCE);
        } catch (IOException e) {
            // a peer that does not even listen to the refusal
        }
    }
}
