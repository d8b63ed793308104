package dev.hoop.gateway.server.connectors.jdbc.products;

/** Whether a transaction is open on a connection. The names travel to the driver. */
public enum TransactionState {
    IDLE,
    OPEN,
    /** Open, and the database refuses everything but rolling back. */
    FAILED
}
