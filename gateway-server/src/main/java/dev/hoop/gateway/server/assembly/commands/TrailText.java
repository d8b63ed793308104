package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One record of a trail for people to read: what matters first, then everything else by name. */
final class TrailText {
    private static final Set<String> LEADING =
            Set.of("v", "seq", "at", "kind", "subject", "target", "rule", "body", "salt", "chain", "subject_kind");
    private static final Set<String> HASHES = Set.of("previous", "peaks");

    private TrailText() {}

    static String of(TrailLine line) {
        List<String> parts = new ArrayList<>();
        parts.add("%6d  %s  %-14s".formatted(line.sequence(), line.field("at"), line.kind()));
        String who = line.field("subject");
        if (!who.isEmpty()) {
            String where = line.field("target");
            parts.add(where.isEmpty() ? who : who + " at " + where);
        }
        if (!line.field("rule").isEmpty()) {
            parts.add("by " + line.field("rule"));
        }
        line.record().properties().forEach(field -> {
            if (!LEADING.contains(field.getKey()) && !HASHES.contains(field.getKey())) {
                parts.add(field.getKey() + "=" + plain(field.getValue()));
            }
        });
        StringBuilder text = new StringBuilder(ApprovalsCommand.visible(String.join("  ", parts)));
        line.record()
                .path("body")
                .properties()
                .forEach(field -> text.append("\n        ")
                        .append(field.getKey())
                        .append(": ")
                        .append(ApprovalsCommand.visible(plain(field.getValue()))
                                .replace("\n", "\n          ")));
        return text.toString();
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
