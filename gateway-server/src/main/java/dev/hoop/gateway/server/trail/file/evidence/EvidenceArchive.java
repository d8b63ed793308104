package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A ZIP file of which there is one form only: these entries, in this order, stored as they are, at no time. */
final class EvidenceArchive {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int MOST_ENTRIES = 3_000;
    private static final int MOST_BYTES = 256 * 1024 * 1024;

    private EvidenceArchive() {}

    static byte[] write(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : EvidenceParts.names(EvidenceParts.trails(parts))) {
                byte[] part = parts.get(name);
                if (part == null) {
                    throw new IllegalArgumentException("evidence has a part " + name);
                }
                zip.putNextEntry(entry(name, part));
                zip.write(part);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name, byte[] part) {
        CRC32 sum = new CRC32();
        sum.update(part);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(part.length);
        entry.setCompressedSize(part.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /** @throws MalformedLineException if the file is not byte for byte what {@link #write} makes of its parts */
    static Map<String, byte[]> read(byte[] file) throws MalformedLineException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] part = zip.readNBytes(MOST_BYTES);
                if (parts.size() >= MOST_ENTRIES || parts.put(entry.getName(), part) != null) {
                    throw new MalformedLineException("it holds an entry that does not belong there");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedLineException("it is no archive of evidence");
        }
        List<String> names = EvidenceParts.names(EvidenceParts.trails(parts));
        if (!parts.keySet().equals(Set.copyOf(names)) || !Arrays.equals(write(parts), file)) {
            throw new MalformedLineException(
                    "it is not written as evidence is: an entry is missing, in another place, or something else was added");
        }
        return parts;
    }
}
