package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Keeps checkpoints in a directory, one file for each segment. One thread. */
final class CheckpointDirectory implements CheckpointSink {
    private final Disk disk;
    private final Path directory;
    private long segment;
    private long length;

    CheckpointDirectory(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    @Override
    public void keep(long inSegment, String note) throws IOException {
        if (inSegment != segment) {
            Disk.makeDirectory(directory);
        }
        try (FileChannel channel = disk.open(Segments.checkpoints(directory, inSegment))) {
            long begin = inSegment == segment ? length : channel.size();
            ByteBuffer bytes = ByteBuffer.wrap(Notes.entry(note).getBytes(UTF_8));
            long end = begin + bytes.remaining();
            channel.truncate(begin); // what a failed write left
            while (bytes.hasRemaining()) {
                channel.write(bytes, end - bytes.remaining());
            }
            channel.force(false);
            if (inSegment != segment) {
                Disk.sync(directory);
            }
            segment = inSegment;
            length = end;
        }
    }
}
