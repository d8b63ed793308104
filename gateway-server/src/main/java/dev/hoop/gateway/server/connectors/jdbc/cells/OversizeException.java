package dev.hoop.gateway.server.connectors.jdbc.cells;

import java.sql.SQLException;

/** A value is larger than the gateway carries. Thrown before it is read where its length can be asked for. */
public final class OversizeException extends SQLException {
    private static final long serialVersionUID = 1L;

    OversizeException(long limitBytes) {
        super("a value is larger than " + limitBytes + " bytes", "54000");
    }
}
