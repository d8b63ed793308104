package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.ExplainDesk;
import dev.hoop.gateway.server.gate.LetterDesk;
import dev.hoop.gateway.server.gate.TargetDesk;
import dev.hoop.gateway.server.gate.TokenDesk;
import dev.hoop.gateway.server.gate.TrailDesk;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How what a gateway is looked after by looks in the interface. */
final class HouseJson {
    private HouseJson() {}

    static Map<String, Object> target(TargetDesk.TargetView target) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", target.name());
        shown.put("type", target.type());
        shown.put("protected", target.isProtected());
        shown.put("grants", target.grants());
        shown.put("openSessions", target.openSessions());
        shown.put("health", target.health().map(HouseJson::health).orElse(null));
        return shown;
    }

    private static Map<String, Object> health(TargetDesk.Health health) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", health.at().toString());
        shown.put("reached", health.problem().isEmpty());
        shown.put("tookMillis", health.took().toMillis());
        shown.put("problem", health.problem());
        return shown;
    }

    static Map<String, Object> policy(ExplainDesk.PolicyView policy) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", policy.version());
        shown.put("targets", policy.targets());
        shown.put(
                "grants",
                policy.grants().stream()
                        .map(grant -> Map.of("name", grant.name(), "gives", grant.gives()))
                        .toList());
        return shown;
    }

    static Map<String, Object> explanation(ExplainDesk.Answer answer) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("verdict", answer.verdict());
        shown.put("rule", answer.rule());
        shown.put(
                "lines",
                answer.lines().stream()
                        .map(line -> Map.of("word", line.word(), "meaning", line.meaning()))
                        .toList());
        return shown;
    }

    static Map<String, Object> trail(Optional<TrailDesk.Signed> newest, Verifying.State state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("checkpoint", newest.map(HouseJson::signed).orElse(null));
        shown.put("verifyingSince", state.since().map(Instant::toString).orElse(null));
        shown.put("verifiedAt", state.ended().map(Instant::toString).orElse(null));
        shown.put("failure", state.failure());
        shown.put("report", state.report().map(HouseJson::report).orElse(null));
        return shown;
    }

    private static Map<String, Object> signed(TrailDesk.Signed signed) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("origin", signed.origin());
        shown.put("records", signed.records());
        shown.put("root", signed.root());
        shown.put("at", signed.at().toString());
        return shown;
    }

    private static Map<String, Object> report(TrailDesk.Report report) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sound", report.isSound());
        shown.put("records", report.records());
        shown.put("segments", report.segments());
        shown.put("signed", report.signed());
        shown.put("checkpoints", report.checkpoints());
        shown.put("withoutOutcome", report.open());
        shown.put("problems", report.problems());
        shown.put("problemCount", report.problemCount());
        return shown;
    }

    static Map<String, Object> token(TokenDesk.TokenView token) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", token.id());
        shown.put("subject", token.subject());
        shown.put("kind", token.kind());
        shown.put("groups", token.groups());
        shown.put("targets", token.targets());
        shown.put("allow", token.kinds());
        shown.put("issuedBy", token.issuedBy());
        shown.put("createdAt", token.createdAt().toString());
        shown.put("expiresAt", token.expiresAt().map(Instant::toString).orElse(null));
        shown.put("revokedAt", token.revokedAt().map(Instant::toString).orElse(null));
        return shown;
    }

    static Map<String, Object> letter(LetterDesk.LetterView letter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", letter.id());
        shown.put("destination", letter.destination());
        shown.put("topic", letter.topic());
        shown.put("tries", letter.tries());
        shown.put("at", letter.at().toString());
        return shown;
    }
}
