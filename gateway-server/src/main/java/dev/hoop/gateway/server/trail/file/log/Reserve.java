package dev.hoop.gateway.server.trail.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room held back on the disk. When the disk is full it is given up, so that the outcomes of what already runs, and that the trail is full,
 * can still be written; nothing new is let in until the room is there again. One thread.
 */
final class Reserve {
    private static final int BYTES = 1024 * 1024;

    private final Disk disk;
    private final Path file;

    Reserve(Disk disk, Path directory) {
        this.disk = disk;
        this.file = directory.resolve("reserve");
    }

    /** Takes the room. @throws IOException if the disk has too little */
    void take() throws IOException {
        ByteBuffer noise = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < BYTES; i++) {
            noise.put((byte) (i * 31 + (i >>> 8))); // not zeros, which some file systems store without using room
        }
        noise.flip();
        try (FileChannel channel = disk.open(file)) {
            while (noise.hasRemaining()) {
                channel.write(noise, noise.position());
            }
            channel.force(true);
        }
    }

    /** Gives the room up. */
    void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
