package dev.hoop.gateway.engine.command;

/** A file that is opened by the shell itself or asked for by file transfer. */
public record FileUse(FileOperation operation, Origin origin, PathUse path) {
    /** Who opens it. */
    public enum Origin {
        REDIRECTION,
        TRANSFER
    }
}
