package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.wire.ValueCodec;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.targets.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Digests everything an approval binds to: who, where, in which context, exactly which bytes with exactly which parameters, about
 * which objects, under which policy, for which task. Every part is length-prefixed or of fixed size, so no two different claims have the same input.
 */
final class BindingDigest {
    private BindingDigest() {}

    static Approvals.Binding of(Claim claim, Target target, SessionSettings settings, String policyVersion) {
        WireWriter out = new WireWriter(1024);
        out.text("hoop-binding/3");
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
        out.text(claim.statement().text());
        out.text(claim.facts().executable());
        out.texts(objects(claim));
        out.list(claim.statement().rows(), BindingDigest::row);
        out.text(policyVersion);
        out.text(claim.task().map(TaskId::value).orElse(""));
        return new Approvals.Binding(HexFormat.of().formatHex(sha256().digest(out.toByteArray())));
    }

    /** The same text may name another table tomorrow, or did so when a temporary one hid it. */
    private static List<String> objects(Claim claim) {
        return claim.facts().objects().stream()
                .map(use -> use.access() + " " + use.type() + " " + use.object())
                .distinct()
                .sorted()
                .toList();
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
