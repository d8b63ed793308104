package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskPlan.Shape;
import java.sql.ResultSetMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan held against the columns that the target answered with: what is masked how, and how the columns are shown. A value.
 *
 * @param found the columns as the target has them
 * @param rules one for each of them
 * @param shown the columns as the subject sees them
 */
record Fitting(List<Column> found, List<MaskRule> rules, List<Column> shown) {
    /** @throws PlanMismatchException if the target answered with another result than was judged */
    static Fitting of(MaskPlan plan, List<Column> found) {
        check(plan, found);
        List<MaskRule> rules = new ArrayList<>(found.size());
        List<Column> shown = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            MaskRule rule = rule(plan, i, found.get(i));
            rules.add(rule);
            shown.add(shown(found.get(i), rule));
        }
        return new Fitting(found, List.copyOf(rules), List.copyOf(shown));
    }

    private static void check(MaskPlan plan, List<Column> found) {
        if (plan.shape() != Shape.PREDICTED) {
            return;
        }
        List<PlannedColumn> planned = plan.columns();
        if (planned.size() != found.size()) {
            throw new PlanMismatchException("the target answered with %d columns where %d were understood"
                    .formatted(found.size(), planned.size()));
        }
        for (int i = 0; i < found.size(); i++) {
            String label = planned.get(i).label();
            if (!label.isEmpty() && !label.equalsIgnoreCase(found.get(i).label())) {
                throw new PlanMismatchException(
                        "column %d of the target's answer has another label than was understood".formatted(i + 1));
            }
        }
    }

    private static MaskRule rule(MaskPlan plan, int index, Column column) {
        MaskRule planned = switch (plan.shape()) {
            case PREDICTED -> plan.columns().get(index).mask().rule();
            case OPEN -> MaskRule.NONE;
            case SHUT -> MaskRule.REDACT;
        };
        if (planned.kind() != MaskRule.Kind.NONE) {
            return planned;
        }
        Optional<String> guarded = plan.guard().classOf(column);
        return guarded.isPresent() ? MaskRule.REDACT : MaskRule.NONE;
    }

    private static Column shown(Column column, MaskRule rule) {
        return switch (rule.kind()) {
            case NONE -> column;
            case NULL, HASH, HIDE -> nullable(column.masked());
            default -> column.masked();
        };
    }

    private static Column nullable(Column column) {
        return new Column(
                column.label(),
                column.name(),
                column.table(),
                column.schema(),
                column.catalog(),
                column.jdbcType(),
                column.typeName(),
                column.className(),
                column.precision(),
                column.scale(),
                column.displaySize(),
                ResultSetMetaData.columnNullable,
                column.traits());
    }
}
