package dev.hoop.gateway.server.trail.file.verify;

import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs intents with outcomes. An intent without one means that the statement may have happened. */
final class Intents {
    private final Map<Long, String> open = new LinkedHashMap<>();
    private final Findings findings;

    Intents(Findings findings) {
        this.findings = findings;
    }

    void see(TrailLine line) {
        if (line.kind().equals("intent")) {
            open.put(line.sequence(), line.field("decision"));
        } else if (line.kind().equals("outcome")) {
            long intent = line.record().path("intent").asLong(-1);
            String decision = open.remove(intent);
            if (decision == null) {
                findings.add("record %d is the outcome of record %d, which is no intent without an outcome"
                        .formatted(line.sequence(), intent));
            } else if (!decision.equals(line.field("decision"))) {
                findings.add("record %d is the outcome of another decision than its intent, record %d"
                        .formatted(line.sequence(), intent));
            }
        }
    }

    long count() {
        return open.size();
    }

    List<String> listed() {
        List<String> listed = new ArrayList<>();
        open.forEach((sequence, decision) -> {
            if (listed.size() < VerifyReport.LISTED) {
                listed.add("record %d, decision %s".formatted(sequence, decision));
            }
        });
        return listed;
    }
}
