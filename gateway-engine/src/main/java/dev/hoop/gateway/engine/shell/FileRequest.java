package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FactsJson;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.FileUse.Origin;
import dev.hoop.gateway.engine.command.PathUse;
import dev.hoop.gateway.engine.command.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of file transfer.
 *
 * @param path the file, as the target itself says its path is, links resolved
 * @param other the new path of what is renamed, what a link points to
 */
public record FileRequest(Operation operation, String path, Optional<String> other) {
    /** What a caller can ask for. */
    public enum Operation {
        READ(StatementKind.FILE_READ, FileOperation.READ),
        LIST(StatementKind.FILE_LIST, FileOperation.LIST),
        STAT(StatementKind.FILE_LIST, FileOperation.STAT),
        WRITE(StatementKind.FILE_WRITE, FileOperation.WRITE),
        RENAME(StatementKind.FILE_RENAME, FileOperation.RENAME),
        REMOVE(StatementKind.FILE_REMOVE, FileOperation.REMOVE),
        ATTRIBUTES(StatementKind.FILE_ATTRIBUTES, FileOperation.CHMOD),
        LINK(StatementKind.FILE_LINK, FileOperation.LINK),
        MKDIR(StatementKind.FILE_WRITE, FileOperation.MKDIR),
        RMDIR(StatementKind.FILE_REMOVE, FileOperation.RMDIR);

        private final StatementKind kind;
        private final FileOperation operation;

        Operation(StatementKind kind, FileOperation operation) {
            this.kind = kind;
            this.operation = operation;
        }
    }

    /** An operation on one path. */
    public FileRequest(Operation operation, String path) {
        this(operation, path, Optional.empty());
    }

    /** The operation as a statement: {@code sftp rename "/a" "/b"}. */
    public String text() {
        return "sftp " + operation.name().toLowerCase(Locale.ROOT) + " " + FactsJson.quoted(path)
                + other.map(to -> " " + FactsJson.quoted(to)).orElse("");
    }

    /** What it does. A path that is not the target's own name of a place is not understood. */
    public StatementFacts facts() {
        if (!isCanonical(path) || !other.map(FileRequest::isCanonical).orElse(true)) {
            return StatementFacts.opaque(Dialect.SHELL, 1, "the path is not absolute, or holds '.', '..' or '//'");
        }
        boolean deep = operation == Operation.RENAME || operation == Operation.LINK;
        List<FileUse> files = new ArrayList<>();
        files.add(use(path, deep));
        other.ifPresent(to -> files.add(use(to, deep)));
        return StatementFacts.of(text(), Set.of(operation.kind), CommandFacts.of(files));
    }

    private FileUse use(String name, boolean deep) {
        return new FileUse(operation.operation, Origin.TRANSFER, new PathUse(Term.of(name), deep, true));
    }

    private static boolean isCanonical(String path) {
        if (path.equals("/")) {
            return true;
        }
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : path.substring(1).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
