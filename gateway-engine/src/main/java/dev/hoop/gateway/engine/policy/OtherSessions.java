package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.rules.ColumnPattern;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.TablePattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is connected, since when and what they wait for is open; what their statements are, which may hold protected values, is a class of its
 * own to who sees anything masked. Only a query tells which of these columns it reads.
 */
final class OtherSessions {
    private static final Set<StatementKind> READING = EnumSet.of(StatementKind.SELECT, StatementKind.METADATA);

    private static final DataClass POSTGRESQL = statements(column("pg_catalog", "pg_stat_activity", "query"));
    private static final DataClass MYSQL = statements(
            column("information_schema", "processlist", "info"),
            column("information_schema", "processlist", "info_binary"),
            column("information_schema", "innodb_trx", "trx_query"));
    private static final DataClass H2 = statements(column("information_schema", "sessions", "executing_statement"));

    private OtherSessions() {}

    /** The class of their statements, where the text is a query of relations that show them. */
    static Optional<DataClass> statementsIn(StatementFacts facts) {
        return ofDialect(facts.dialect())
                .filter(known -> facts.objects().stream().anyMatch(use -> isShownTo(facts, use.object())));
    }

    /** Whether the object is such a relation, and the text a query of it. */
    static boolean isShownTo(StatementFacts facts, ObjectName object) {
        return isQuery(facts)
                && ofDialect(facts.dialect())
                        .filter(known -> known.columns().stream()
                                .anyMatch(pattern -> pattern.table().isOf(facts.dialect(), object)))
                        .isPresent();
    }

    /** One query and nothing beside it: SHOW tells as much, and not by columns. */
    private static boolean isQuery(StatementFacts facts) {
        return facts.statementCount() == 1
                && facts.kinds().contains(StatementKind.SELECT)
                && READING.containsAll(facts.kinds());
    }

    private static Optional<DataClass> ofDialect(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> Optional.of(POSTGRESQL);
            case MYSQL, MARIADB -> Optional.of(MYSQL);
            case H2 -> Optional.of(H2);
            case SHELL -> Optional.empty();
        };
    }

    private static DataClass statements(ColumnPattern... columns) {
        return new DataClass(
                Mark.in("built-in"),
                "other-sessions",
                List.of(columns),
                Optional.empty(),
                MaskRule.HIDE,
                Predicates.ON_MASKED,
                Set.of());
    }

    private static ColumnPattern column(String schema, String relation, String name) {
        return new ColumnPattern(
                new TablePattern(Segment.ANY, new Segment(schema, false), new Segment(relation, false)),
                new Segment(name, false));
    }
}
