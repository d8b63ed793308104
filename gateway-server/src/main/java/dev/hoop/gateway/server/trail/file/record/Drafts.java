package dev.hoop.gateway.server.trail.file.record;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Words records: what goes into the header, which is kept for ever and holds ids, names and codes only, and what goes into the body, which
 * may hold personal data and can be erased. Thread-safe.
 */
public final class Drafts {
    static final int SALT_BYTES = 16;
    /** Objects and gaps that are named in a header; more are counted. */
    private static final int NAMED = 64;

    private final ParameterTrace parameters;
    private final SecureRandom random = new SecureRandom();
    private final FactsWords words = new FactsWords();

    public Drafts(ParameterTrace parameters) {
        this.parameters = parameters;
    }

    public Draft intent(Allowed allowed) {
        Claim claim = allowed.claim();
        JsonWriter header = judged("intent", claim, allowed.rule());
        claim.approval().ifPresent(approval -> header.text("request", approval.requestId()));
        return draft(header, statement(claim), Optional.of(claim.id().value()));
    }

    public Draft refusal(Claim claim, Denied denied) {
        JsonWriter header = judged("refusal", claim, denied.rule())
                .number("code", denied.code().number());
        JsonWriter body = statement(claim)
                .text("why", denied.why())
                .text("how", denied.how())
                .texts("paths", denied.paths());
        return draft(header, body, Optional.empty());
    }

    public Draft held(Claim claim, Held held, String requestId) {
        JsonWriter header = judged("held", claim, held.rule())
                .text("request", requestId)
                .number("quorum", held.quorum())
                .number("within_s", held.within().toSeconds());
        JsonWriter body = statement(claim).text("why", held.why()).texts("approvers", held.approvers());
        return draft(header, body, Optional.empty());
    }

    public Draft outcome(AuditReceipt receipt, Outcome outcome) {
        JsonWriter header = outcome(receipt, outcome.effect())
                .number("code", outcome.error())
                .text("sqlstate", outcome.sqlState())
                .number("returned", outcome.rowsReturned())
                .number("affected", outcome.rowsAffected())
                .texts("content_masked", outcome.contentMaskedWords())
                .number("took_us", outcome.took().toNanos() / 1000);
        new TreeMap<>(outcome.remarks()).forEach(header::text);
        return draft(header, new JsonWriter(), Optional.empty());
    }

    /** The outcome of an intent that was written although its statement was refused because the trail was late or failing. */
    public Draft neverRan(AuditReceipt receipt) {
        JsonWriter header = outcome(receipt, Effect.NOT_SENT).number("code", ErrorCode.TRAIL_UNAVAILABLE.number());
        return draft(header, new JsonWriter(), Optional.empty());
    }

    public Draft event(TrailEvent event) {
        JsonWriter header = new JsonWriter()
                .text("kind", event.kind())
                .text("session", event.session())
                .text("subject", event.subject())
                .text("target", event.target())
                .text("request", event.fields().getOrDefault("request", ""));
        JsonWriter body = new JsonWriter().text("happened", event.at().toString());
        new TreeMap<>(event.fields()).forEach(body::text);
        return draft(header, body, Optional.empty());
    }

    /** The head of a segment: whose trail it is, and where the trail stood before it. */
    public Draft segment(String origin, Position before) {
        JsonWriter header = new JsonWriter()
                .text("kind", "segment")
                .text("origin", origin)
                .text("previous", before.link().hex())
                .texts("peaks", before.peaks().stream().map(Hash::hex).toList());
        return draft(header, new JsonWriter(), Optional.empty());
    }

    /** What the trail itself has to report: that it was cut, full, or works again. Facts in the header: they are never erased. */
    public Draft notice(String kind, Map<String, Long> numbers) {
        JsonWriter header = new JsonWriter().text("kind", kind);
        new TreeMap<>(numbers).forEach(header::number);
        return draft(header, new JsonWriter(), Optional.empty());
    }

    private static JsonWriter outcome(AuditReceipt receipt, Effect effect) {
        return new JsonWriter()
                .text("kind", "outcome")
                .text("decision", receipt.decision().value())
                .number("intent", receipt.sequence())
                .text("effect", effect.name());
    }

    private JsonWriter judged(String kind, Claim claim, String rule) {
        StatementFacts facts = claim.facts();
        return new JsonWriter()
                .text("kind", kind)
                .text("decision", claim.id().value())
                .text("session", claim.statement().session().value())
                .text("subject", claim.subject().name().value())
                .text("subject_kind", claim.subject().kind().name())
                .text("target", claim.statement().target().value())
                .text("door", claim.door())
                .text("task", claim.task().map(TaskId::value).orElse(""))
                .text("rule", rule)
                .fields(words.of(facts));
    }

    private JsonWriter statement(Claim claim) {
        String text = claim.statement().text();
        StatementFacts facts = claim.facts();
        JsonWriter body = new JsonWriter().text("text", text);
        if (!facts.executable().equals(text)) {
            body.text("executable", facts.executable());
        }
        body.texts("gaps", facts.gaps().stream().limit(NAMED).toList());
        parameters.write(claim.statement().rows(), facts.parameters(), body);
        claim.approval().ifPresent(approval -> evidence(approval, body));
        return body;
    }

    private static void evidence(ApprovalEvidence approval, JsonWriter body) {
        body.text("binding", approval.binding())
                .text("approved_at", approval.approvedAt().toString())
                .texts(
                        "approved_by",
                        approval.approvers().stream().map(SubjectName::value).toList());
    }

    private Draft draft(JsonWriter header, JsonWriter body, Optional<String> intent) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Draft(header.fields(), salt, body.object(), intent);
    }
}
