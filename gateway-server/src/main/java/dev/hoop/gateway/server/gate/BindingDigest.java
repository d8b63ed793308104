package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.wire.ValueCodec;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.targets.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Digests everything an approval binds to: who, where, in which context, exactly which bytes with exactly which parameters, about
 * which objects, under which policy, for which task. Every part is length-prefixed or of fixed size, so no two different claims have the same input.
 */
final class BindingDigest {
    private static final Set<StatementKind> ROWS =
            Set.of(StatementKind.SELECT, StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE);
    private static final Set<FunctionUse.Purity> HARMLESS =
            Set.of(FunctionUse.Purity.PURE, FunctionUse.Purity.VOLATILE);

    private BindingDigest() {}

    static Approvals.Binding of(Claim claim, Target target, SessionSettings settings, String policyVersion) {
        WireWriter common = new WireWriter(512);
        common(claim, target, settings, policyVersion, common);
        WireWriter exact = new WireWriter(1024);
        exact.text("hoop-binding/4");
        exact.text(digest(common));
        exact.text(claim.statement().text());
        exact.text(claim.facts().executable());
        exact.list(claim.statement().rows(), BindingDigest::row);
        return new Approvals.Binding(digest(exact), kin(claim, digest(common)));
    }

    /**
     * What statements have in common that do the same to the same columns of the same objects. Only of those that read or change rows, one
     * at a time, and were understood whole: of others one is never like another, since a body or a value can make all the difference.
     */
    private static String kin(Claim claim, String common) {
        StatementFacts facts = claim.facts();
        boolean alike = facts.complete()
                && facts.statementCount() == 1
                && ROWS.containsAll(facts.kinds())
                && facts.settings().isEmpty()
                && facts.functions().stream().allMatch(use -> HARMLESS.contains(use.purity()));
        if (!alike) {
            return "";
        }
        WireWriter out = new WireWriter(512);
        out.text("hoop-kin/1");
        out.text(common);
        out.text(facts.where().name());
        out.texts(sorted(facts.kinds().stream().map(Enum::name)));
        out.texts(sorted(facts.columns().stream().map(use -> use.use() + " " + use.clause() + " " + use.column())));
        out.texts(sorted(facts.functions().stream().map(FunctionUse::name)));
        return digest(out);
    }

    /**
     * What everything has in common that a subject does at a target by a grant for whose use it gave a reason: whichever session of that door and task.
     */
    static String justified(Claim claim, Target target, String policyVersion) {
        WireWriter out = new WireWriter(512);
        out.text("hoop-justified/1");
        out.text(claim.subject().name().value());
        out.text(claim.subject().kind().name());
        out.text(target.name().value());
        out.text(target.type());
        out.text(target.url());
        out.text(target.credential());
        out.map(target.options());
        out.text(claim.door());
        out.text(policyVersion);
        out.text(claim.task().map(TaskId::value).orElse(""));
        return digest(out);
    }

    private static List<String> sorted(Stream<String> words) {
        return words.distinct().sorted().toList();
    }

    private static void common(
            Claim claim, Target target, SessionSettings settings, String policyVersion, WireWriter out) {
        out.text(claim.subject().name().value());
        out.text(claim.subject().kind().name());
        out.text(target.name().value());
        out.text(target.type());
        out.text(target.url());
        out.text(target.credential());
        out.map(target.options());
        out.text(claim.door());
        out.text(settings.dialect().name());
        out.text(settings.database());
        out.texts(settings.searchPath());
        out.map(new TreeMap<>(settings.lexical()));
        out.texts(objects(claim));
        out.text(policyVersion);
        out.text(claim.task().map(TaskId::value).orElse(""));
    }

    private static String digest(WireWriter out) {
        return HexFormat.of().formatHex(sha256().digest(out.toByteArray()));
    }

    /** The same text may name another table tomorrow, or did so when a temporary one hid it. */
    private static List<String> objects(Claim claim) {
        return sorted(
                claim.facts().objects().stream().map(use -> use.access() + " " + use.type() + " " + use.object()));
    }

    private static void row(List<Parameter> parameters, WireWriter out) {
        out.list(parameters, (parameter, to) -> {
            ValueCodec.write(parameter.value(), to);
            to.i32(parameter.jdbcType());
            to.text(parameter.typeName());
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
