package dev.hoop.gateway.server.trail.file.verify;

import java.util.ArrayList;
import java.util.List;

/** Problems as they are found: counted all, kept the first. */
final class Findings {
    private final List<String> kept = new ArrayList<>();
    private long count;

    void add(String problem) {
        count++;
        if (kept.size() < VerifyReport.LISTED) {
            kept.add(problem);
        }
    }

    List<String> kept() {
        return kept;
    }

    long count() {
        return count;
    }
}
