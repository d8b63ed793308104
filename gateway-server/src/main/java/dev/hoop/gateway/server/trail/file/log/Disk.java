package dev.hoop.gateway.server.trail.file.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens files as the trail wants them: readable by their owner alone. What opens them can be replaced, to see what a failing disk does. */
public final class Disk {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Opens a file. */
    @FunctionalInterface
    public interface Opener {
        FileChannel open(Path file, Set<OpenOption> options, List<FileAttribute<?>> attributes) throws IOException;
    }

    private final Opener opener;

    public Disk(Opener opener) {
        this.opener = opener;
    }

    /** The disk of this machine. */
    public static Disk local() {
        return new Disk((file, options, attributes) ->
                FileChannel.open(file, options, attributes.toArray(FileAttribute[]::new)));
    }

    /** A file to write, made if missing. */
    public FileChannel open(Path file) throws IOException {
        return opener.open(
                file,
                new HashSet<>(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)),
                attributes(file, OWNER_ONLY));
    }

    /** Makes a directory and those above it. */
    public static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, attributes(directory, OWNER_ONLY_DIRECTORY).toArray(FileAttribute[]::new));
    }

    /** Makes the names in a directory durable: a file whose name is lost is lost with it. */
    public static void sync(Path directory) throws IOException {
        if (posix(directory)) { // elsewhere a directory cannot be opened, and names are durable with their files
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static List<FileAttribute<?>> attributes(Path file, FileAttribute<?> attribute) {
        return posix(file) ? List.of(attribute) : List.of();
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
