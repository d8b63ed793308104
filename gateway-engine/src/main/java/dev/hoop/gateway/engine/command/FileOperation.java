package dev.hoop.gateway.engine.command;

import java.util.Locale;

/** What is done with a file. */
public enum FileOperation {
    READ,
    LIST,
    /** Asks for size, times and permissions. */
    STAT,
    WRITE,
    RENAME,
    REMOVE,
    /** Changes permissions, owner, times or length. */
    CHMOD,
    LINK,
    MKDIR,
    RMDIR;

    /** The name used in policy files. */
    public String policyName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
