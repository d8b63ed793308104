package dev.hoop.gateway.server.trail.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A disk on which writing can fail after so many bytes, forcing can fail, and both can hang. Truncating gives room back. */
final class FaultyDisk {
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean forceFails;
    private volatile @Nullable CountDownLatch hang;

    Disk disk() {
        return new Disk((file, options, attributes) -> new Channel(
                FileChannel.open(file, options, attributes.toArray(java.nio.file.attribute.FileAttribute[]::new)),
                file.getFileName().toString().startsWith("trail-")));
    }

    /** So many bytes more can be written to the segments, and then the disk is full. */
    void leaveRoom(long bytes) {
        room.set(bytes);
    }

    void giveRoom() {
        room.set(Long.MAX_VALUE);
    }

    void failForce(boolean fails) {
        forceFails = fails;
    }

    void hang() {
        hang = new CountDownLatch(1);
    }

    void goOn() {
        CountDownLatch waiting = hang;
        hang = null;
        if (waiting != null) {
            waiting.countDown();
        }
    }

    private void mayHang() throws IOException {
        CountDownLatch waiting = hang;
        if (waiting != null) {
            try {
                if (!waiting.await(1, TimeUnit.MINUTES)) {
                    throw new IOException("nobody let the disk go on");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;
        private final boolean faulty;

        Channel(FileChannel real, boolean faulty) {
            this.real = real;
            this.faulty = faulty;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (!faulty) {
                return real.write(source, position);
            }
            mayHang();
            int wanted = source.remaining();
            long left = room.get();
            int allowed = (int) Math.min(wanted, left);
            if (allowed == 0 && wanted > 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = source.slice(source.position(), allowed);
            int written = real.write(part, position);
            source.position(source.position() + written);
            if (left != Long.MAX_VALUE) {
                room.addAndGet(-written);
            }
            return written;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return real.write(source);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (faulty) {
                mayHang();
                if (forceFails) {
                    throw new IOException("Input/output error");
                }
            }
            real.force(metadata);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            real.position(newPosition);
            return this;
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }
    }
}
