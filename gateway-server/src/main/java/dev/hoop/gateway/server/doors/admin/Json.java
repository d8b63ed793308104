package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.VisibleText;
import dev.hoop.gateway.server.gate.Leaving;
import dev.hoop.gateway.server.gate.ReviewDesk;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How things look in the interface; {@code docs/openapi.yaml} describes it. */
final class Json {
    static final String PROBLEM = "application/problem+json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static void answer(Context http, int status, Object body) {
        http.status(status).contentType("application/json").result(text(body));
    }

    static String text(Object body) {
        return MAPPER.writeValueAsString(body);
    }

    static void problem(Context http, int status, ErrorCode code, String detail) {
        http.status(status).contentType(PROBLEM).result(problem(status, code, detail));
    }

    /** RFC 9457. */
    static String problem(int status, ErrorCode code, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", code.name());
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("code", code.number());
        return text(problem);
    }

    static Map<String, Object> approval(ApprovalRequest request) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", request.id());
        shown.put("state", request.state().name());
        shown.put("requester", request.requester());
        shown.put("target", request.target());
        shown.put("task", request.task());
        shown.put("rule", request.rule());
        shown.put("reason", request.reason());
        shown.put("statement", request.statement());
        shown.put("warnings", VisibleText.warnings(request.statement()));
        shown.put("parameters", request.parameters());
        shown.put("touches", request.touches());
        shown.put("approvers", request.approvers());
        shown.put("needed", request.needed());
        shown.put("approvedBy", request.approvedBy());
        shown.put("askedAt", request.askedAt().toString());
        shown.put("expiresAt", request.expiresAt().toString());
        return shown;
    }

    static Map<String, Object> session(RecordedSession session) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", session.id().value());
        shown.put("subject", session.subject().value());
        shown.put("target", session.target().value());
        shown.put("door", session.door());
        shown.put("task", session.task());
        shown.put("at", session.at().toString());
        shown.put("peer", session.peer());
        return shown;
    }

    static Map<String, Object> replay(Replay replay) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("session", session(replay.session()));
        shown.put("ending", replay.ending().name());
        shown.put("lines", replay.lines().stream().map(Json::line).toList());
        return shown;
    }

    static Map<String, Object> grant(ReviewDesk.GrantView grant) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", grant.name());
        shown.put("gives", grant.gives());
        shown.put("reason", grant.reason());
        shown.put("owner", grant.owner());
        shown.put("created", grant.created().map(Object::toString).orElse(null));
        shown.put("expires", grant.expires().map(Object::toString).orElse(null));
        shown.put("narrowing", grant.narrowing());
        shown.put("proposal", grant.proposal().map(Json::narrowing).orElse(null));
        shown.put("standing", grant.standing());
        shown.put("mayDecide", grant.mayDecide());
        shown.put("decision", grant.decision().map(Json::decision).orElse(null));
        shown.put("lastUsed", grant.lastUsed().map(Object::toString).orElse(null));
        shown.put("uses", grant.uses().stream().map(Json::use).toList());
        shown.put("hint", grant.hint());
        return shown;
    }

    static Map<String, Object> narrowing(Leaving narrowing) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("allow", narrowing.allow());
        shown.put("tables", narrowing.tables());
        return shown;
    }

    static Map<String, Object> use(ReviewDesk.UseView use) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", use.kind());
        shown.put("object", use.object());
        shown.put("uses", use.uses());
        shown.put("lastAt", use.lastAt().toString());
        return shown;
    }

    static Map<String, Object> decision(ReviewDesk.DecisionView decision) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("verdict", decision.verdict());
        shown.put("narrowing", decision.narrowing());
        shown.put("by", decision.by());
        shown.put("reason", decision.reason());
        shown.put("at", decision.at().toString());
        return shown;
    }

    private static Map<String, Object> line(RecordedLine line) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ms", line.ms());
        shown.put("type", line.type());
        shown.put("fields", line.fields());
        shown.put("cells", line.cells().stream().map(cell -> cell.orElse(null)).toList());
        return shown;
    }
}
