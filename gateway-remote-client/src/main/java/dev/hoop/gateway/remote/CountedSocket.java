package dev.hoop.gateway.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket that counts the reads that brought bytes. It stands under TLS, so that half a record, which TLS does not hand out yet, counts as
 * a sign of life.
 */
final class CountedSocket extends Socket {
    private volatile long arrivals;

    /** Grows whenever bytes arrive. */
    long arrivals() {
        return arrivals;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int count = super.read(to, from, length);
                if (count > 0) {
                    arrived();
                }
                return count;
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads at a time
    private void arrived() {
        arrivals++;
    }
}
