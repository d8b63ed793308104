package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that somebody waits for on the disk, until their segment is forced. This file is as long as it will ever be, so that
 * forcing it writes data and nothing else, where that of a file that grows writes its length and the file system's own log as well.
 *
 * <pre>
 * segment   ──forced────────────►│ a b c        a, b and c were written since
 * journal    a b c │ what stood here before
 * </pre>
 *
 * After a crash the records here that follow the segment's last one are {@linkplain LogTail added} to it. What stood here before does not
 * follow it, as its numbers and links show. A journal that cannot be written is given up, and segments are forced instead. One thread at a
 * time.
 */
final class Journal {
    static final int BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final SteadyFile out;
    private int end;
    private boolean givenUp;

    private Journal(Path file, SteadyFile out) {
        this.file = file;
        this.out = out;
    }

    private static Path file(Path directory) {
        return directory.resolve("journal");
    }

    /** An empty one, in place of the one that may be there. @throws IOException if there is no room for it */
    static Journal lay(Disk disk, Path directory) throws IOException {
        Path file = file(directory);
        SteadyFile out = new SteadyFile(() -> disk.open(file));
        @Var boolean laid = false;
        try {
            out.take(channel -> {
                SteadyFile.write(channel, 0, ByteBuffer.allocate(BYTES));
                channel.force(true);
            });
            Disk.sync(directory);
            laid = true;
            return new Journal(file, out);
        } finally {
            if (!laid) {
                out.close();
            }
        }
    }

    /** Whole lines of a journal that a crash has left, without their line breaks, some of which may be older than the crash. */
    static List<byte[]> left(Path directory) throws IOException {
        Path file = file(directory);
        List<byte[]> lines = new ArrayList<>();
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            @Var int begin = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    lines.add(Arrays.copyOfRange(bytes, begin, at));
                    begin = at + 1;
                }
            }
        }
        return lines;
    }

    /** Puts records on the disk. False when they were not: there is no room before the next {@link #rewind}, or it cannot be written. */
    boolean add(byte[] records) {
        if (givenUp || records.length > BYTES - end) {
            return false;
        }
        try {
            out.take(channel -> {
                SteadyFile.write(channel, end, ByteBuffer.wrap(records));
                channel.force(false);
            });
            end += records.length;
            return true;
        } catch (IOException e) {
            givenUp = true;
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log(
                            "the trail's journal cannot be written; until the next start each strict record is a sync of its segment, which takes longer");
            return false;
        }
    }

    /** All that was added is on the disk elsewhere. */
    void rewind() {
        end = 0;
    }

    /** @param needed whether something that was added is not on the disk elsewhere; else nothing is left behind */
    void close(boolean needed) throws IOException {
        out.close();
        if (!needed) {
            Files.deleteIfExists(file);
        }
    }
}
