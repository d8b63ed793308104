package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One statement. */
public sealed interface SqlStatement {

    /** A query on its own. */
    record Select(Query query) implements SqlStatement {}

    /** INSERT or REPLACE. No source means DEFAULT VALUES. */
    record Insert(
            With with,
            List<Identifier> target,
            Optional<Identifier> alias,
            List<Identifier> columns,
            Optional<Query> source,
            boolean replaces,
            Optional<Conflict> conflict,
            List<Query.Item> returning)
            implements SqlStatement {}

    /** ON CONFLICT or ON DUPLICATE KEY UPDATE. No assignments means that nothing is done. */
    record Conflict(
            List<Expression> target,
            Optional<Expression> targetWhere,
            List<Assignment> assignments,
            Optional<Expression> where) {}

    /** One assignment; several columns when they take a row or a query. */
    record Assignment(List<List<Identifier>> columns, Expression value) {}

    /**
     * UPDATE.
     *
     * @param target what is updated: one table, or in MySQL and MariaDB a join
     * @param from further tables (PostgreSQL)
     */
    record Update(
            With with,
            FromItem target,
            List<Assignment> assignments,
            List<FromItem> from,
            Optional<Expression> where,
            List<SortKey> order,
            RowLimit limit,
            List<Query.Item> returning)
            implements SqlStatement {}

    /**
     * DELETE.
     *
     * @param targets the names or aliases that rows are deleted from, in a multi-table delete
     * @param table the single table, or the join of a multi-table delete
     * @param using further tables (PostgreSQL)
     */
    record Delete(
            With with,
            List<List<Identifier>> targets,
            FromItem table,
            List<FromItem> using,
            Optional<Expression> where,
            List<SortKey> order,
            RowLimit limit,
            List<Query.Item> returning)
            implements SqlStatement {}

    /** MERGE. */
    record Merge(
            With with,
            FromItem target,
            FromItem source,
            Expression on,
            List<MergeBranch> branches,
            List<Query.Item> returning)
            implements SqlStatement {}

    /** One WHEN of a MERGE; {@code alone} for rows of the target that nothing matches. */
    record MergeBranch(
            MergeAction action,
            boolean alone,
            Optional<Expression> condition,
            List<Assignment> assignments,
            List<Identifier> columns,
            List<Expression> values) {}

    /** What a WHEN of a MERGE does. */
    enum MergeAction {
        UPDATE,
        DELETE,
        INSERT,
        NOTHING
    }

    /** H2's MERGE INTO … KEY: inserts, or updates where the key is there. */
    record Upsert(List<Identifier> target, List<Identifier> columns, List<Identifier> keys, Query source)
            implements SqlStatement {}

    /** EXPLAIN and its kin around a statement; {@code runs} for EXPLAIN ANALYZE. */
    record Explain(SqlStatement inner, boolean runs) implements SqlStatement {}

    /** A new table or view with the query that fills it; only a view is followed when it is read. */
    record CreateAs(List<Identifier> name, boolean view, Head head, Query query) implements SqlStatement {}

    /**
     * What stands between the name of a new table or view and its query: columns with defaults and checks, options.
     *
     * @param objects the other objects that it names
     * @param calls names in front of brackets: functions of defaults and checks, or something else
     */
    record Head(List<NamedObject> objects, List<List<Identifier>> calls) {}

    /**
     * Any statement that is told by its objects: definitions, session, transaction, metadata.
     *
     * @param objects the objects it names, and what it does to them
     * @param calls names in front of brackets: functions of defaults and checks, or something else
     * @param expressions values it computes, which name no columns
     * @param settings the settings it changes
     * @param labels the labels of its result; empty if it has none or they are not known
     */
    record Utility(
            Set<StatementKind> kinds,
            List<NamedObject> objects,
            List<List<Identifier>> calls,
            List<Expression> expressions,
            List<String> settings,
            List<String> labels,
            boolean returnsRows)
            implements SqlStatement {
        /** A statement that touches no object and returns nothing. */
        public static Utility of(StatementKind kind) {
            return new Utility(Set.of(kind), List.of(), List.of(), List.of(), List.of(), List.of(), false);
        }

        /** A change of settings of the session. */
        public static Utility settings(List<String> settings) {
            return new Utility(
                    Set.of(StatementKind.SESSION),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.copyOf(settings),
                    List.of(),
                    false);
        }

        /** A question about definitions, settings or state. */
        public static Utility metadata(List<NamedObject> objects, List<String> labels) {
            return new Utility(Set.of(StatementKind.METADATA), objects, List.of(), List.of(), List.of(), labels, true);
        }

        /** A statement about objects that returns nothing. */
        public static Utility about(Set<StatementKind> kinds, List<NamedObject> objects, List<List<Identifier>> calls) {
            return new Utility(kinds, List.copyOf(objects), List.copyOf(calls), List.of(), List.of(), List.of(), false);
        }
    }

    /**
     * An object named by a utility statement.
     *
     * @param compared its columns whose values the statement, or what it makes, compares; an empty list stands for the primary key
     */
    record NamedObject(
            List<Identifier> name, ObjectUse.Type type, ObjectUse.Access access, Optional<List<Identifier>> compared) {
        /** An object of which no column is compared. */
        public NamedObject(List<Identifier> name, ObjectUse.Type type, ObjectUse.Access access) {
            this(name, type, access, Optional.empty());
        }
    }

    /** DECLARE CURSOR or PREPARE: a statement that runs, or whose rows are fetched, later under a name. */
    record Deferred(SqlStatement inner) implements SqlStatement {}

    /**
     * FETCH, MOVE or EXECUTE: what a cursor or a prepared statement gives.
     *
     * @param fetched whether the rows of a cursor are read, rather than skipped; false for EXECUTE
     */
    record Recalled(Identifier name, boolean cursor, boolean fetched, List<Expression> arguments)
            implements SqlStatement {}

    /** COPY FROM STDIN, or COPY TO STDOUT of what a query selects. */
    record Copy(SqlStatement inner, boolean load) implements SqlStatement {}
}
