package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.masking.ContentRule;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.policy.document.Mark;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class of protected data: which columns hold it or how it is known by its content, how it is masked, and what subjects who see it masked
 * may do with it all the same.
 *
 * @param content what is looked for in all other columns
 * @param permits ways out of the mask's reach that the policy opens; none unless it says so
 */
public record DataClass(
        Mark mark,
        String name,
        List<ColumnPattern> columns,
        Optional<Content> content,
        MaskRule maskRule,
        Predicates predicates,
        Set<Passage> permits) {
    /**
     * How data of the class is known where no column pattern names it.
     *
     * @param regions ISO 3166 codes of countries whose national telephone numbers are meant as well
     * @param except columns in which nothing is looked for
     */
    public record Content(Set<Entity> entities, Set<String> regions, Targets targets, List<ColumnPattern> except) {
        public Content {
            entities = Set.copyOf(entities);
            regions = Set.copyOf(regions);
            except = List.copyOf(except);
        }
    }

    /** Whether decisions may depend on the data. */
    public enum Predicates {
        /** Decisions are made as if the column were NULL: the statement is rewritten, or denied where that is not possible. */
        ON_MASKED,
        DENY,
        EQUALITY_ONLY,
        ALLOW
    }

    /** A way by which a protected value could leave the mask's reach, or be lost. */
    public enum Passage {
        /** New rows with values in the column. */
        INSERT,
        /** Other values in the column: a masked value may be written back. */
        UPDATE,
        /** The value flows into something that is stored. For everyone, even who may see it. */
        STORE,
        /** The value leaves in bulk, past the rows. For everyone, even who may see it. */
        EXPORT,
        /** The definition of the table changes. */
        DEFINE,
        /** The plan of a statement that touches the column is shown. */
        EXPLAIN
    }

    public DataClass {
        columns = List.copyOf(columns);
        permits = Set.copyOf(permits);
    }

    public boolean contains(TargetName target, Dialect dialect, ColumnName column) {
        for (ColumnPattern pattern : columns) { // asked for every column of every statement
            if (pattern.matches(target, dialect, column)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the object has, or must be assumed to have, a column of this class. */
    public boolean isIn(TargetName target, Dialect dialect, ObjectUse use) {
        if (use.columns().isEmpty()) {
            return columns.stream().anyMatch(pattern -> pattern.table().matches(target, dialect, use.object()));
        }
        return use.columns().stream()
                .anyMatch(column -> contains(target, dialect, new ColumnName(use.object(), column)));
    }

    /** Whether any column of the target can be of this class. */
    public boolean covers(TargetName target) {
        return columns.stream().anyMatch(pattern -> pattern.table().covers(target));
    }

    /** What is looked for in values of the target. */
    public Optional<ContentRule> contentOn(TargetName target) {
        return content.filter(known -> known.targets().include(target))
                .map(known -> new ContentRule(name, maskRule, known.entities(), known.regions()));
    }

    /** Whether a column is one of those in which nothing is looked for. */
    public boolean passesUnsearched(TargetName target, Dialect dialect, ColumnName column) {
        return content.stream()
                .flatMap(known -> known.except().stream())
                .anyMatch(pattern -> pattern.matches(target, dialect, column));
    }
}
