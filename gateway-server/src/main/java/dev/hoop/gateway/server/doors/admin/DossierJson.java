package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.ApprovalDossier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that is known of a request, in the interface. */
final class DossierJson {
    private DossierJson() {}

    static Map<String, Object> of(ApprovalDossier dossier) {
        Map<String, Object> shown = Json.approval(dossier.request());
        shown.put("use", dossier.use());
        shown.put("uses", dossier.uses());
        shown.put("usableUntil", dossier.until().map(Instant::toString).orElse(null));
        shown.put("longestTimeBoxMinutes", dossier.longestBox().toMinutes());
        shown.put("mayBreakGlass", dossier.mayBreak());
        shown.put("onCall", dossier.onCall());
        shown.put("brokenGlass", dossier.glass().map(DossierJson::glass).orElse(null));
        shown.put("acts", dossier.acts().stream().map(DossierJson::act).toList());
        shown.put("like", dossier.like().stream().map(DossierJson::like).toList());
        return shown;
    }

    private static Map<String, Object> glass(ApprovalDossier.Glass glass) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("brokenBy", glass.brokenBy());
        shown.put("reason", glass.reason());
        shown.put("at", glass.at().toString());
        shown.put("verdict", glass.verdict());
        shown.put("reviewedBy", glass.reviewedBy());
        shown.put("note", glass.note());
        return shown;
    }

    private static Map<String, Object> act(ApprovalDossier.Act act) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("act", act.act());
        shown.put("by", act.by());
        shown.put("reason", act.reason());
        shown.put("at", act.at().toString());
        return shown;
    }

    private static Map<String, Object> like(ApprovalDossier.Like like) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", like.id());
        shown.put("state", like.state());
        shown.put("requester", like.requester());
        shown.put("decidedBy", like.decidedBy());
        shown.put("askedAt", like.askedAt().toString());
        return shown;
    }
}
