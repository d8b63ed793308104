package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.engine.FileAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request of version 3 of the SFTP protocol, being read. Every length is checked against what is there.
 *
 * <pre>u32 length ‖ u8 type ‖ u32 id ‖ fields</pre>
 */
final class SftpPacket {
    private static final int SIZE = 1;
    private static final int OWNER = 2;
    private static final int PERMISSIONS = 4;
    private static final int TIMES = 8;
    private static final int EXTENDED = 0x80000000;
    private static final int MOST_EXTENSIONS = 16;

    private final ByteBuffer bytes;
    private final int type;
    private final int id;

    SftpPacket(byte[] body) throws IOException {
        this.bytes = ByteBuffer.wrap(body);
        this.type = u8();
        this.id = i32();
    }

    int type() {
        return type;
    }

    int id() {
        return id;
    }

    int i32() throws IOException {
        need(Integer.BYTES);
        return bytes.getInt();
    }

    long i64() throws IOException {
        need(Long.BYTES);
        return bytes.getLong();
    }

    private int u8() throws IOException {
        need(1);
        return bytes.get() & 0xff;
    }

    /** A name or path; only such as are UTF-8, since what is not cannot be judged. */
    String text() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(blob()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a name is not UTF-8", e);
        }
    }

    byte[] blob() throws IOException {
        int length = i32();
        need(length);
        byte[] blob = new byte[length];
        bytes.get(blob);
        return blob;
    }

    FileAttributes attributes() throws IOException {
        int flags = i32();
        OptionalLong size = (flags & SIZE) != 0 ? OptionalLong.of(i64()) : OptionalLong.empty();
        OptionalInt owner = (flags & OWNER) != 0 ? OptionalInt.of(i32()) : OptionalInt.empty();
        OptionalInt group = (flags & OWNER) != 0 ? OptionalInt.of(i32()) : OptionalInt.empty();
        OptionalInt permissions = (flags & PERMISSIONS) != 0 ? OptionalInt.of(i32()) : OptionalInt.empty();
        OptionalLong accessed = (flags & TIMES) != 0 ? OptionalLong.of(i32() & 0xffffffffL) : OptionalLong.empty();
        OptionalLong modified = (flags & TIMES) != 0 ? OptionalLong.of(i32() & 0xffffffffL) : OptionalLong.empty();
        int extensions = (flags & EXTENDED) != 0 ? i32() : 0;
        if (extensions < 0 || extensions > MOST_EXTENSIONS) {
            throw new IOException("too many extensions");
        }
        for (int i = 0; i < 2 * extensions; i++) {
            blob();
        }
        return new FileAttributes(size, owner, group, permissions, accessed, modified);
    }

    private void need(int count) throws IOException {
        if (count < 0 || count > bytes.remaining()) {
            throw new IOException("an SFTP packet is shorter than it says");
        }
    }
}
