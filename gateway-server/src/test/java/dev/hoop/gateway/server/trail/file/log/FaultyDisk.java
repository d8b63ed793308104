package dev.hoop.gateway.server.trail.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A disk on which writing can fail after so many bytes, forcing can fail, and both can hang. Truncating gives room back. */
final class FaultyDisk {
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean forceFails;
    private volatile boolean journalFails;
    private volatile @Nullable CountDownLatch hang;

    Disk disk() {
        return new Disk((file, options, attributes) -> new Channel(
                FileChannel.open(file, options, attributes.toArray(java.nio.file.attribute.FileAttribute[]::new)),
                file.getFileName().toString().startsWith("trail-"),
                file.getFileName().toString().equals("journal")));
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

    /** The journal alone can be forced no more. */
    void failJournal() {
        journalFails = true;
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

    private final class Channel extends PassingChannel {
        private final boolean segment;
        private final boolean journal;

        Channel(FileChannel real, boolean segment, boolean journal) {
            super(real);
            this.segment = segment;
            this.journal = journal;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (segment || journal) {
                mayHang();
            }
            if (!segment) {
                return super.write(source, position); // the journal's room is taken beforehand
            }
            int wanted = source.remaining();
            long left = room.get();
            int allowed = (int) Math.min(wanted, left);
            if (allowed == 0 && wanted > 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = source.slice(source.position(), allowed);
            int written = super.write(part, position);
            source.position(source.position() + written);
            if (left != Long.MAX_VALUE) {
                room.addAndGet(-written);
            }
            return written;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (segment || journal) {
                mayHang();
                if (forceFails || (journal && journalFails)) {
                    throw new IOException("Input/output error");
                }
            }
            super.force(metadata);
        }
    }
}
