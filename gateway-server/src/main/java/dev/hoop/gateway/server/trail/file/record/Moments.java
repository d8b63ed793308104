package dev.hoop.gateway.server.trail.file.record;

import java.time.Instant;

/**
 * Writes moments in microseconds, as {@link Instant#toString} does. Many records have the same second, whose words are kept. Not
 * thread-safe.
 */
final class Moments {
    private static final int DIGITS = 6;

    private long second = Long.MIN_VALUE;
    private String words = "";

    String text(Instant at) {
        if (at.getEpochSecond() != second) {
            String whole = Instant.ofEpochSecond(at.getEpochSecond()).toString();
            words = whole.substring(0, whole.length() - 1);
            second = at.getEpochSecond();
        }
        int micros = at.getNano() / 1000;
        if (micros == 0) {
            return words + "Z";
        }
        boolean millis = micros % 1000 == 0;
        String digits = Integer.toString(millis ? micros / 1000 : micros);
        int zeros = (millis ? DIGITS / 2 : DIGITS) - digits.length();
        return words + "." + "0".repeat(zeros) + digits + "Z";
    }
}
