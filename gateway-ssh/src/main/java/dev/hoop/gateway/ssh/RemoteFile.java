package dev.hoop.gateway.ssh;

import java.time.Instant;

/**
 * A file on a target.
 *
 * @param name its name within its directory, or the path it was asked for by
 * @param bytes its length
 * @param permissions as {@code chmod} has them, without the kind of file
 */
public record RemoteFile(String name, Kind kind, long bytes, int permissions, Instant modified) {
    /** What stands there. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }
}
