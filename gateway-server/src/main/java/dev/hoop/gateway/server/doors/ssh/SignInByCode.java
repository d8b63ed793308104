package dev.hoop.gateway.server.doors.ssh;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How people sign in with a browser of their choice while their client waits at a prompt. Thread-safe. */
public interface SignInByCode {
    /**
     * Begins an attempt, which asks the identity provider.
     *
     * @throws dev.hoop.gateway.api.GatewayException if it answers with none
     */
    Attempt begin();

    /** One attempt. One thread at a time. */
    interface Attempt {
        /** The page that people open; it may have the code in it. */
        String page();

        /** What they compare, or type there. */
        String code();

        /**
         * Waits until they have confirmed, and answers the token; nobody has verified it yet.
         *
         * @param goesOn whether somebody still waits for it
         * @throws dev.hoop.gateway.api.GatewayException when they refuse or take too long
         */
        String token(Duration within, BooleanSupplier goesOn) throws InterruptedException;
    }
}
