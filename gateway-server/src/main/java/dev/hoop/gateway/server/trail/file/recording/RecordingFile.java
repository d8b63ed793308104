package dev.hoop.gateway.server.trail.file.recording;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The file of one recording, made with the first bytes that are written to it. Not thread-safe. */
final class RecordingFile extends OutputStream {
    private static final FileAttribute<?>[] OWNERS_FILE = permissions("rw-------");
    private static final FileAttribute<?>[] OWNERS_DIRECTORY = permissions("rwx------");
    private static final FileAttribute<?>[] ANYWHERE = {};

    private final Path path;
    private final AtomicBoolean doubt;
    private @Nullable FileOutputStream out;

    /**
     * No file yet.
     *
     * @param doubt set when something could not be written
     */
    RecordingFile(Path path, AtomicBoolean doubt) {
        this.path = path;
        this.doubt = doubt;
    }

    Path path() {
        return path;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            FileOutputStream made = out;
            if (made == null) {
                create();
                // A stream and not a channel, which an interrupt of the session's thread would close.
                // Appending: there is nothing to cut off, and the file system would set about it all the same.
                made = new FileOutputStream(path.toFile(), true);
                out = made;
            }
            made.write(bytes, offset, length);
        } catch (IOException e) {
            doubt.set(true);
            throw e;
        }
    }

    /** Directories are made once a day; that one is missing shows when the first file of the day cannot be made in it. */
    private void create() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(path, posix ? OWNERS_FILE : ANYWHERE);
        } catch (NoSuchFileException noDirectory) {
            Path directory = path.toAbsolutePath().getParent();
            if (directory == null) {
                throw noDirectory;
            }
            Files.createDirectories(directory, posix ? OWNERS_DIRECTORY : ANYWHERE);
            Files.createFile(path, posix ? OWNERS_FILE : ANYWHERE);
        }
    }

    /** What was written survives the loss of power once this returns. */
    void sync() throws IOException {
        if (out != null) {
            out.getFD().sync();
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
