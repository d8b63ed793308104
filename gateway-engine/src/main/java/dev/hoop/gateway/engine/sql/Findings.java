package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the analysis of one text has found so far. Belongs to one analysis and so to one thread. */
final class Findings {
    private static final int MOST_STEPS = 400_000;

    final Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
    final Set<ObjectUse> objects = new LinkedHashSet<>();
    final Set<ColumnUse> columns = new LinkedHashSet<>();
    final Set<FunctionUse> functions = new LinkedHashSet<>();
    final Map<Integer, ParameterUse> parameters = new LinkedHashMap<>();
    final Set<String> settings = new LinkedHashSet<>();
    final Set<String> gaps = new LinkedHashSet<>();

    /** Where the text itself reads relations, by the place; some places are looked at more than once. */
    final Map<Integer, TableRead> reads = new LinkedHashMap<>();

    /** The select list whose columns the caller gets, where a statement is nothing but a query with one. */
    Query.@Nullable Select outermost;

    /** Items of that list which give columns as they are. */
    final List<PlainItem> plainItems = new ArrayList<>();

    WhereClause where = WhereClause.NOT_APPLICABLE;
    OptionalLong limit = OptionalLong.empty();
    OptionalInt limitParameter = OptionalInt.empty();
    private int steps;

    /** Counts work, so that no text can ask for more than a bounded amount of it. */
    void step(int cost) {
        steps += cost;
        if (steps > MOST_STEPS) {
            throw new NotUnderstood("the statement is too complex");
        }
    }

    void gap(String reason) {
        gaps.add(reason);
    }

    /** Records a use of all columns that a value derives from. */
    void use(Lineage lineage, ColumnUse.Use use, ColumnUse.Clause clause) {
        String path = lineage.pathText();
        inOrder(lineage.sources()).forEach(column -> columns.add(new ColumnUse(column, use, clause, path)));
    }

    /** So that the same text is always refused for the same reason. */
    private static Collection<ColumnName> inOrder(Set<ColumnName> columns) {
        return columns.size() < 2
                ? columns
                : columns.stream()
                        .sorted(Comparator.comparing(ColumnName::toString))
                        .toList();
    }

    void parameter(int index, ParameterUse.Role role, Optional<ColumnName> column) {
        parameters.merge(
                index,
                new ParameterUse(index, column, role),
                (before, now) ->
                        before.role() == ParameterUse.Role.OTHER || now.role() == ParameterUse.Role.COMPARED_AS_TEXT
                                ? now
                                : before);
    }

    /** Keeps the weakest WHERE of all changes. */
    void where(WhereClause clause) {
        if (clause.compareTo(where) > 0) {
            where = clause;
        }
    }
}
