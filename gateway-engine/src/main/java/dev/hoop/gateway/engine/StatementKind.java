package dev.hoop.gateway.engine;

import java.util.Locale;

/**
 * What a statement does, as an effect of its whole tree and not of its first word: a SELECT with a deleting WITH branch is both {@link
 * #SELECT} and {@link #DELETE}.
 */
public enum StatementKind {
    SELECT,
    /** Reads and locks: FOR UPDATE, FOR SHARE, LOCK TABLE. */
    LOCKING_READ,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    /** COPY FROM, LOAD DATA. */
    BULK_LOAD,
    /** COPY TO, INTO OUTFILE, SCRIPT. */
    BULK_EXPORT,
    CREATE,
    ALTER,
    DROP,
    TRUNCATE,
    /** GRANT, REVOKE, roles and users. */
    PRIVILEGE,
    /** Settings of the session, on the allow list or not. */
    SESSION,
    TRANSACTION,
    /** CALL, DO, EXECUTE: code in the database. */
    CALL,
    /** Server administration: files, programs, extensions, replication, shutdown. */
    ADMIN,
    /** SHOW, DESCRIBE and reads of the system catalogue. */
    METADATA,
    EXPLAIN,
    /** EXPLAIN ANALYZE and its kin, which run the statement; the kinds of what they run stand beside it. */
    EXPLAIN_EXECUTE,
    /** What is not understood. */
    OPAQUE;

    /** The name used in policy files: {@code locking-read}. */
    public String policyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
