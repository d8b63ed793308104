package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Functions with an effect that is as harmless as that of a statement of its own, as long as nothing of a row can decide whether they are
 * called or what with: taking an advisory lock without waiting or for a transaction, giving one back, and changing a setting.
 *
 * <p>That nothing of a row can is sure where the text reads no relation but the database's own catalogue.
 */
final class HarmlessEffects {
    private static final Set<String> LOCKS = Set.of(
            "pg_advisory_unlock",
            "pg_advisory_unlock_shared",
            "pg_advisory_xact_lock",
            "pg_advisory_xact_lock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "pg_try_advisory_xact_lock",
            "pg_try_advisory_xact_lock_shared");
    private static final String SETS = "set_config";

    private HarmlessEffects() {}

    /** A setting that is named by a literal is changed as by SET, and judged as that. */
    static void called(Call call, Names names, Findings findings) {
        if (names.dialect() != Dialect.POSTGRESQL || !call.simpleName().equals(SETS)) {
            return;
        }
        setting(call)
                .ifPresentOrElse(findings.settings::add, () -> findings.settings.add("a setting that a value names"));
    }

    private static Optional<String> setting(Call call) {
        Expression name = call.arguments().isEmpty() ? call : call.arguments().get(0);
        Expression plain = name instanceof Cast cast ? cast.operand() : name;
        return plain instanceof Literal literal && literal.kind() == LiteralKind.STRING
                ? Optional.of(literal.value().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Looks at the effects again when all of the text has been read. */
    static void judge(Names names, Findings findings) {
        boolean rows = findings.objects.stream()
                .anyMatch(use -> !names.isSystem(use.object().schema()));
        if (names.dialect() != Dialect.POSTGRESQL || rows) {
            return;
        }
        for (FunctionUse use : List.copyOf(findings.functions)) {
            boolean sets = use.name().equals(SETS);
            if (use.purity() == Purity.SIDE_EFFECT && (sets || LOCKS.contains(use.name()))) {
                findings.functions.remove(use);
                findings.functions.add(new FunctionUse(use.name(), Purity.VOLATILE));
            }
            if (sets) {
                findings.kinds.add(StatementKind.SESSION);
            }
        }
    }
}
