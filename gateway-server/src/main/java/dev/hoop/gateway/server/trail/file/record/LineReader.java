package dev.hoop.gateway.server.trail.file.record;

import com.google.errorprone.annotations.Var;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a segment line by line, with bounded memory. Not thread-safe. */
public final class LineReader implements Closeable {
    /** No record is longer: statements are bounded long before. */
    private static final int MAX_LINE = 256 * 1024 * 1024;

    private final BufferedInputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    public LineReader(Path file) throws IOException {
        this.in = new BufferedInputStream(Files.newInputStream(file), 256 * 1024);
    }

    /** Where the next line begins: after the last line that was whole. */
    public long offset() {
        return offset;
    }

    /**
     * The next line without its line break; empty at the end.
     *
     * @throws MalformedLineException if the file ends within a line, or a line is too long
     */
    public Optional<byte[]> next() throws IOException, MalformedLineException {
        line.reset();
        @Var int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                if (line.size() == 0) {
                    return Optional.empty();
                }
                throw new MalformedLineException("the file ends within it");
            }
            if (line.size() == MAX_LINE) {
                throw new MalformedLineException("it is longer than " + MAX_LINE + " bytes");
            }
            line.write(b);
        }
        offset += line.size() + 1L;
        return Optional.of(line.toByteArray());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
