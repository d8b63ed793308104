package dev.hoop.gateway.engine.command;

/** A file that is opened by the shell itself, asked for by file transfer, or written by a program whose options are known. */
public record FileUse(FileOperation operation, Origin origin, PathUse path) {
    /** Who opens it. */
    public enum Origin {
        REDIRECTION,
        TRANSFER,
        /** A program that is told so: what it opens else, only it knows. */
        PROGRAM
    }
}
