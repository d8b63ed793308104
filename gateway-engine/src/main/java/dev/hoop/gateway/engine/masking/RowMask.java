package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.detect.Detector;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.masking.MaskPlan.Shape;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the subject may see them. A result that differs from its plan is not shown at all; a column that the target itself reports to be
 * protected is redacted even where the plan lets it pass. Columns that pass are read straight through. Not thread-safe.
 */
public final class RowMask implements Rows {
    private final Rows rows;
    private final List<Column> columns;
    private final @Nullable MaskingSink[] masks;
    private final Map<List<ContentRule>, ContentMask> searches = new HashMap<>();

    /** Masks with nothing from outside: keyed hashes become redactions. */
    public RowMask(Rows rows, MaskPlan plan) {
        this(rows, plan, MaskTools.none());
    }

    /**
     * Takes the rows over; they are closed if the plan does not fit them.
     *
     * @throws PlanMismatchException if the target answered with another result than was judged
     */
    public RowMask(Rows rows, MaskPlan plan, MaskTools tools) {
        this(rows, plan, tools, new Fittings());
    }

    /** As the other, where a session repeats its statements. */
    public RowMask(Rows rows, MaskPlan plan, MaskTools tools, Fittings known) {
        this.rows = rows;
        List<Column> found = rows.columns();
        Fitting fitting;
        try {
            fitting = known.of(plan, found);
        } catch (PlanMismatchException e) {
            rows.close();
            throw e;
        }
        this.masks = new @Nullable MaskingSink[found.size()];
        for (int i = 0; i < masks.length; i++) {
            Column column = found.get(i);
            MaskRule rule = fitting.rules().get(i);
            if (rule.kind() != MaskRule.Kind.NONE) {
                masks[i] = new MaskingSink(Disguises.of(rule, column, tools.keys()));
            } else if (canHoldText(column)) {
                masks[i] = search(plan, i, column, tools).map(MaskingSink::new).orElse(null);
            }
        }
        this.columns = fitting.shown();
    }

    /** The look into a column that nothing else masks; none where no class of data asks for it. */
    private Optional<Searched> search(MaskPlan plan, int index, Column column, MaskTools tools) {
        boolean predicted = plan.shape() == Shape.PREDICTED;
        List<ContentRule> rules = predicted ? plan.columns().get(index).content() : plan.content();
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>(List.of(column.name(), column.label()));
        if (predicted) {
            names.addAll(plan.columns().get(index).sources());
        }
        Set<Entity> hinted = Detector.hints(names);
        if (isNumber(column) && hinted.isEmpty()) {
            return Optional.empty();
        }
        ContentMask content = searches.computeIfAbsent(rules, tools::contentMask);
        return Optional.of(new Searched(content, hinted, new Redaction(column), Width.of(column)));
    }

    /** How many parts of values were masked by their content up to now, by class of data. */
    public Map<String, Long> contentMasked() {
        Map<String, Long> counts = new TreeMap<>();
        searches.values()
                .forEach(search -> search.counts().forEach((name, count) -> counts.merge(name, count, Long::sum)));
        return counts;
    }

    private static boolean isNumber(Column column) {
        return switch (column.jdbcType()) {
            case Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL, Types.DOUBLE, Types.FLOAT -> true;
            default -> false;
        };
    }

    private static boolean canHoldText(Column column) {
        return switch (column.jdbcType()) {
            case Types.BOOLEAN,
                    Types.DATE,
                    Types.TIME,
                    Types.TIME_WITH_TIMEZONE,
                    Types.TIMESTAMP,
                    Types.TIMESTAMP_WITH_TIMEZONE,
                    Types.REAL,
                    Types.TINYINT,
                    Types.SMALLINT -> false;
            default -> true;
        };
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public void read(int column, CellSink sink) {
        MaskingSink mask = masks[column];
        rows.read(column, mask == null ? sink : mask.before(sink));
    }

    /** Columns that pass beside each other pass together. */
    @Override
    public void read(int from, int to, CellSink sink) {
        int passing = from;
        for (int column = from; column < to; column++) {
            MaskingSink mask = masks[column];
            if (mask != null) {
                rows.read(passing, column, sink);
                rows.read(column, mask.before(sink));
                passing = column + 1;
            }
        }
        rows.read(passing, to, sink);
    }

    @Override
    public boolean ready() {
        return rows.ready();
    }

    @Override
    public boolean isLast() {
        return rows.isLast();
    }

    @Override
    public void close() {
        rows.close();
    }
}
