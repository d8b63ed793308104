package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.trail.file.record.CheckpointSigner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Evidence taken apart, changed and put together again, in the one form that archives have. */
final class EvidenceFile {
    private EvidenceFile() {}

    static Map<String, byte[]> parts(byte[] file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                CRC32 sum = new CRC32();
                sum.update(part.getValue());
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(part.getValue().length);
                entry.setCrc(sum.getValue());
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static void change(Map<String, byte[]> parts, String name, UnaryOperator<String> change) {
        String before = new String(parts.get(name), StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).as("the change of " + name).isNotEqualTo(before);
        parts.put(name, after.getBytes(StandardCharsets.UTF_8));
    }

    /** As somebody signs who has the key of a gateway, and may write the state database, but cannot change the trail. */
    static void sign(Map<String, byte[]> parts, CheckpointSigner signer, String campaign)
            throws GeneralSecurityException {
        StringBuilder text = new StringBuilder("hoop.dev/evidence/2\ntrail ")
                .append(signer.publicKey().name())
                .append("\ncampaign ")
                .append(campaign)
                .append('\n');
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            if (!part.getKey().equals("manifest.note")) {
                text.append(HexFormat.of().formatHex(digest.digest(part.getValue())))
                        .append(' ')
                        .append(part.getKey())
                        .append('\n');
            }
        }
        parts.put("manifest.note", signer.note(text.toString()).getBytes(StandardCharsets.UTF_8));
    }
}
