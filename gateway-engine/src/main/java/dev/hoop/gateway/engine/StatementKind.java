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
    /** Runs programs on a host. */
    COMMAND,
    /** Opens an interactive shell. */
    SHELL,
    FILE_READ,
    /** Names, sizes and attributes of files. */
    FILE_LIST,
    FILE_WRITE,
    FILE_RENAME,
    FILE_REMOVE,
    /** Permissions, owners, times. */
    FILE_ATTRIBUTES,
    FILE_LINK,
    /** A connection from the host, or from the caller through the host, to another address. */
    FORWARD,
    /** What is not understood, or is only known when it runs. */
    OPAQUE;

    /** The name used in policy files: {@code locking-read}. */
    public String policyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
