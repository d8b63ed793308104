package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.Permit;
import java.util.List;
import java.util.Set;

/** How a statement is sent to a database that streams rows inside a transaction only. */
enum Manner {
    /** As the session's transaction is. */
    AS_IT_IS,
    /** In a transaction of its own, so that its rows stay at the database until they are asked for. */
    IN_TRANSACTION,
    /**
     * Without a transaction, which saves a round trip, because it has answered with few rows so far. Should there be more this time, what
     * came is dropped and the statement sent again {@link #IN_TRANSACTION}: only what reads and nothing else is sent so.
     */
    AT_ONCE;

    private static final Set<StatementKind> READS =
            Set.of(StatementKind.SELECT, StatementKind.METADATA, StatementKind.EXPLAIN, StatementKind.EXPLAIN_EXECUTE);

    /** For a statement in autocommit with no transaction open. */
    static Manner of(Permit permit, RunOptions options, int fetchRows, KnownSizes sizes) {
        StatementFacts facts = permit.claim().facts();
        boolean readsOnce = facts.statementCount() == 1
                && READS.containsAll(facts.kinds())
                && permit.statement().rows().size() == 1;
        if (!readsOnce) {
            return AS_IT_IS;
        }
        boolean few = isLimited(facts, options, fetchRows);
        if (facts.returnsRows() && (few || sizes.areFew(facts.executable())) && mayRunTwice(permit, options)) {
            return AT_ONCE;
        }
        return permit.obligations().readOnly() || (facts.returnsRows() && !few) ? IN_TRANSACTION : AS_IT_IS;
    }

    private static boolean isLimited(StatementFacts facts, RunOptions options, int fetchRows) {
        return (facts.limit().isPresent() && facts.limit().getAsLong() <= fetchRows)
                || (options.maxRows() > 0 && options.maxRows() <= fetchRows);
    }

    private static boolean mayRunTwice(Permit permit, RunOptions options) {
        StatementFacts facts = permit.claim().facts();
        return facts.complete()
                && facts.kinds().equals(Set.of(StatementKind.SELECT))
                && !facts.writes()
                && facts.functions().stream()
                        .allMatch(use -> use.purity() == Purity.PURE || use.purity() == Purity.VOLATILE)
                && options.keys().kind() == KeyRequest.Kind.NONE
                && options.outs().isEmpty()
                && options.kind() != ExecuteKind.CALL
                && permit.statement().rows().stream().flatMap(List::stream).noneMatch(Manner::isReadOnce);
    }

    private static boolean isReadOnce(Parameter parameter) {
        return parameter.value() instanceof Value.LargeBytes || parameter.value() instanceof Value.LargeText;
    }
}
