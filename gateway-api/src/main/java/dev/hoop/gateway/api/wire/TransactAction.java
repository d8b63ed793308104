package dev.hoop.gateway.api.wire;

/** What a Transact message does to the transaction. */
public enum TransactAction {
    COMMIT,
    ROLLBACK,
    SET_SAVEPOINT,
    ROLLBACK_TO_SAVEPOINT,
    RELEASE_SAVEPOINT
}
