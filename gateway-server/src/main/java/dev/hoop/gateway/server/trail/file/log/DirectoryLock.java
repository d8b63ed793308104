package dev.hoop.gateway.server.trail.file.log;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a second gateway from writing the same trail. The operating system lets the lock go when its process ends, however it ends. */
final class DirectoryLock implements Closeable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Disk disk, Path directory) throws IOException {
        FileChannel channel = disk.open(directory.resolve("lock"));
        if (!locked(channel)) {
            channel.close();
            throw new AuditUnavailableException(
                    "another gateway writes the trail in %s; stop it, or give this one a directory of its own"
                            .formatted(directory),
                    null);
        }
        return new DirectoryLock(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
