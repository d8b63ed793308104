package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A disk of which the power can go: of what was written and not forced, each page of 4 KiB is then there or not, and a file as long as when
 * it was forced or longer.
 */
final class ForgetfulDisk {
    private static final int PAGE = 4096;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Path, byte[]> forced = new HashMap<>();

    Disk disk() {
        return new Disk((file, options, attributes) -> {
            synchronized (lock) {
                if (!forced.containsKey(file)) {
                    forced.put(file, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
                }
                return new Channel(file, FileChannel.open(file, options, attributes.toArray(FileAttribute[]::new)));
            }
        });
    }

    /** What a machine that has lost its power finds when it is back, in another directory. */
    void losePower(Path from, Path to, Random random) throws IOException {
        synchronized (lock) {
            for (Map.Entry<Path, byte[]> file : forced.entrySet()) {
                if (file.getKey().startsWith(from) && Files.exists(file.getKey())) {
                    byte[] left = left(file.getValue(), Files.readAllBytes(file.getKey()), random);
                    Path copy = to.resolve(from.relativize(file.getKey()));
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, left);
                }
            }
        }
    }

    private static byte[] left(byte[] forced, byte[] written, Random random) {
        boolean longer = random.nextBoolean();
        byte[] left = Arrays.copyOf(forced, longer ? Math.max(forced.length, written.length) : forced.length);
        for (int page = 0; page < left.length; page += PAGE) {
            int length = Math.min(PAGE, Math.min(left.length, written.length) - page);
            if (length > 0 && random.nextBoolean()) {
                System.arraycopy(written, page, left, page, length);
            }
        }
        return left;
    }

    private final class Channel extends PassingChannel {
        private final Path file;

        Channel(Path file, FileChannel real) {
            super(real);
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (lock) {
                return super.write(source, position);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            synchronized (lock) {
                super.force(metadata);
                forced.put(file, Files.readAllBytes(file));
            }
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            synchronized (lock) {
                return super.truncate(size);
            }
        }
    }
}
