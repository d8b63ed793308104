package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Answers of version 3 of the SFTP protocol. One thread at a time. */
final class SftpAnswers {
    static final int OK = 0;
    static final int EOF = 1;
    static final int DENIED = 3;
    static final int FAILURE = 4;
    static final int BAD = 5;
    static final int UNSUPPORTED = 8;

    private static final int VERSION = 2;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRS = 105;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("MMM dd  yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OutputStream to;

    SftpAnswers(OutputStream to) {
        this.to = to;
    }

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    void version() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeByte(VERSION);
        out.writeInt(3);
        send(body);
    }

    void status(int id, int code, String message) throws IOException {
        answer(STATUS, id, out -> {
            out.writeInt(code);
            text(out, message);
            text(out, "en");
        });
    }

    void handle(int id, String handle) throws IOException {
        answer(HANDLE, id, out -> text(out, handle));
    }

    void data(int id, byte[] bytes, int length) throws IOException {
        answer(DATA, id, out -> {
            out.writeInt(length);
            out.write(bytes, 0, length);
        });
    }

    void attributes(int id, FileAttributes attributes) throws IOException {
        answer(ATTRS, id, out -> attributes(out, attributes));
    }

    void names(int id, List<FileEntry> entries) throws IOException {
        answer(NAME, id, out -> {
            out.writeInt(entries.size());
            for (FileEntry entry : entries) {
                text(out, entry.name());
                text(out, longName(entry));
                attributes(out, entry.attributes());
            }
        });
    }

    private void answer(int type, int id, Fields fields) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeByte(type);
        out.writeInt(id);
        fields.write(out);
        send(body);
    }

    private void send(ByteArrayOutputStream body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(body.size() + Integer.BYTES);
        new DataOutputStream(packet).writeInt(body.size());
        body.writeTo(packet);
        packet.writeTo(to);
        to.flush();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void attributes(DataOutputStream out, FileAttributes known) throws IOException {
        boolean owned = known.owner().isPresent() && known.group().isPresent();
        boolean timed = known.accessedAt().isPresent() && known.modifiedAt().isPresent();
        out.writeInt((known.size().isPresent() ? 1 : 0)
                | (owned ? 2 : 0)
                | (known.permissions().isPresent() ? 4 : 0)
                | (timed ? 8 : 0));
        if (known.size().isPresent()) {
            out.writeLong(known.size().getAsLong());
        }
        if (owned) {
            out.writeInt(known.owner().getAsInt());
            out.writeInt(known.group().getAsInt());
        }
        if (known.permissions().isPresent()) {
            out.writeInt(known.permissions().getAsInt());
        }
        if (timed) {
            out.writeInt((int) known.accessedAt().getAsLong());
            out.writeInt((int) known.modifiedAt().getAsLong());
        }
    }

    /** As {@code ls -l} writes it; clients show it and read nothing from it. */
    private static String longName(FileEntry entry) {
        FileAttributes known = entry.attributes();
        int mode = known.permissions().orElse(0);
        StringBuilder line = new StringBuilder();
        line.append(
                switch (mode & 0170000) {
                    case 0040000 -> 'd';
                    case 0120000 -> 'l';
                    default -> '-';
                });
        String letters = "rwxrwxrwx";
        for (int bit = 8; bit >= 0; bit--) {
            line.append(((mode >> bit) & 1) == 1 ? letters.charAt(8 - bit) : '-');
        }
        return line
                + "    1 %-8d %-8d %8d %s %s"
                        .formatted(
                                known.owner().orElse(0),
                                known.group().orElse(0),
                                known.size().orElse(0),
                                WHEN.format(
                                        Instant.ofEpochSecond(known.modifiedAt().orElse(0))),
                                entry.name());
    }
}
