package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Visitor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list as one subject may see it at one moment, so far that one notices when it has changed. */
record LiveList(Kind kind, List<Map<String, Object>> entries) {
    private static final int MOST = 50;

    /** Which lists are told of while they change. */
    enum Kind {
        APPROVALS,
        SESSIONS
    }

    LiveList {
        entries = List.copyOf(entries);
    }

    /** Asks the desk of the subject itself, so that nobody is told of what they would not be shown. */
    static LiveList of(Kind kind, Gate gate, Visitor visitor) {
        return switch (kind) {
            case APPROVALS ->
                new LiveList(
                        kind,
                        gate.approvals(visitor).posted(MOST).stream()
                                .map(LiveList::entry)
                                .toList());
            case SESSIONS ->
                new LiveList(
                        kind,
                        gate.audits(visitor).open(MOST).stream()
                                .map(LiveList::entry)
                                .toList());
        };
    }

    private static Map<String, Object> entry(ApprovalDesk.Posted request) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", request.id());
        entry.put("state", request.state().name());
        entry.put("approvedBy", request.approvedBy());
        return entry;
    }

    private static Map<String, Object> entry(RecordedSession session) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", session.id().value());
        entry.put("state", "OPEN");
        return entry;
    }

    /** The same for the same list, at every gateway: what a browser has seen last. */
    String digest() {
        return HexFormat.of()
                .formatHex(Secrets.sha256(kind + Json.text(entries)))
                .substring(0, 32);
    }

    /** Entries that are new or other than before; one that is gone has the state {@code GONE}. */
    List<Map<String, Object>> since(LiveList before) {
        List<Map<String, Object>> changed = new ArrayList<>(entries.stream()
                .filter(each -> !before.entries().contains(each))
                .toList());
        List<Object> ids = entries.stream().map(each -> each.get("id")).toList();
        before.entries().stream()
                .filter(each -> !ids.contains(each.get("id")))
                .forEach(each -> changed.add(Map.of("id", String.valueOf(each.get("id")), "state", "GONE")));
        return changed;
    }
}
