package dev.hoop.gateway.server.ports.credentials;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** Resolves where a credential is kept into the credential, for the moment a connection is made. Thread-safe. */
public interface Credentials {
    /**
     * Leases the secret behind a reference such as {@code env:ORDERS_DB} or {@code file:/run/secrets/orders}.
     *
     * @throws dev.hoop.gateway.api.GatewayException with {@code CONFIGURATION_INVALID} if there is none; the message names the reference
     */
    Secret lease(String reference);

    /**
     * Leases what is kept there as a text, such as a private key.
     *
     * @throws dev.hoop.gateway.api.GatewayException as {@link #lease}
     */
    default String text(String reference) {
        throw new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "credential '%s': no texts are kept there".formatted(reference));
    }

    /** A user name and password for a target. Never logged. */
    record Secret(String user, String password) {
        @Override
        public String toString() {
            return "Secret[…]";
        }
    }
}
