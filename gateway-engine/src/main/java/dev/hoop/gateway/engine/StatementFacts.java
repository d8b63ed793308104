package dev.hoop.gateway.engine;

import dev.hoop.gateway.engine.command.CommandFacts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What analysis knows of one submitted text. Everything rests on it: policy, masks, the approval page, the trail, explanations.
 *
 * <p>Facts are a value: the same text, settings and catalogue give equal facts.
 *
 * @param version the version of this record's meaning, {@link #VERSION}
 * @param executable the text that is sent to the target: what was understood, and nothing else
 * @param statementCount how many statements the text holds by our own tokenizer
 * @param output the predicted columns of the first result; empty when none is expected or nothing could be predicted
 * @param further the predicted columns of each result behind the first, where several statements of the text return rows
 * @param returnsRows whether a result with columns is expected
 * @param where the weakest WHERE of all updates and deletes in the text
 * @param limit the constant row limit of the outermost query
 * @param limitParameter the parameter that holds the limit of the outermost query
 * @param settings names of session settings the text changes
 * @param command what a command of a shell, or another action on a host, does; empty for SQL
 * @param gaps why the knowledge is not complete; empty when it is. Never holds a literal.
 */
public record StatementFacts(
        int version,
        Dialect dialect,
        String executable,
        Set<StatementKind> kinds,
        int statementCount,
        List<ObjectUse> objects,
        List<ColumnUse> columns,
        List<OutputColumn> output,
        List<List<OutputColumn>> further,
        boolean returnsRows,
        List<FunctionUse> functions,
        List<ParameterUse> parameters,
        WhereClause where,
        OptionalLong limit,
        OptionalInt limitParameter,
        List<String> settings,
        Optional<CommandFacts> command,
        List<String> gaps) {
    public static final int VERSION = 2;

    /** What limits the rows an UPDATE or DELETE touches. */
    public enum WhereClause {
        NOT_APPLICABLE,
        PRESENT,
        /** There is one, and it is always true or does not constrain the target. */
        TRIVIAL,
        MISSING
    }

    public StatementFacts {
        kinds = Set.copyOf(kinds);
        objects = List.copyOf(objects);
        columns = List.copyOf(columns);
        output = List.copyOf(output);
        further = further.stream().map(List::copyOf).toList();
        functions = List.copyOf(functions);
        parameters = List.copyOf(parameters);
        settings = List.copyOf(settings);
        gaps = List.copyOf(gaps);
    }

    /** Facts of SQL with at most one result. */
    public StatementFacts(
            int version,
            Dialect dialect,
            String executable,
            Set<StatementKind> kinds,
            int statementCount,
            List<ObjectUse> objects,
            List<ColumnUse> columns,
            List<OutputColumn> output,
            boolean returnsRows,
            List<FunctionUse> functions,
            List<ParameterUse> parameters,
            WhereClause where,
            OptionalLong limit,
            OptionalInt limitParameter,
            List<String> settings,
            List<String> gaps) {
        this(
                version,
                dialect,
                executable,
                kinds,
                statementCount,
                objects,
                columns,
                output,
                List.of(),
                returnsRows,
                functions,
                parameters,
                where,
                limit,
                limitParameter,
                settings,
                Optional.empty(),
                gaps);
    }

    /** Facts of what is done on a host. */
    public static StatementFacts of(String executable, Set<StatementKind> kinds, CommandFacts command) {
        return host(executable, kinds, Optional.of(command), List.of());
    }

    private static StatementFacts host(
            String executable, Set<StatementKind> kinds, Optional<CommandFacts> command, List<String> gaps) {
        return new StatementFacts(
                VERSION,
                Dialect.SHELL,
                executable,
                kinds,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                WhereClause.NOT_APPLICABLE,
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of(),
                command,
                gaps);
    }

    /** The predicted columns of all results. */
    public Stream<OutputColumn> allOutput() {
        return Stream.concat(output.stream(), further.stream().flatMap(List::stream));
    }

    /** Whether every construct was understood. */
    public boolean complete() {
        return gaps.isEmpty();
    }

    /** Whether a parameter must be a text, so as to be compared with the column as it is. */
    public boolean comparesTexts() {
        return parameters.stream().anyMatch(ParameterUse::isComparedAsText);
    }

    /** Whether anything in the text changes rows, definitions, privileges or the server. */
    public boolean writes() {
        return objects.stream().anyMatch(use -> use.access().writes())
                || kinds.stream().anyMatch(kind -> switch (kind) {
                    case SELECT, METADATA, EXPLAIN, SESSION, TRANSACTION, FILE_READ, FILE_LIST -> false;
                    default -> true;
                });
    }

    /** Facts of a text that was not understood: opaque, incomplete, and with nothing to execute. */
    public static StatementFacts opaque(Dialect dialect, int statementCount, String gap) {
        return new StatementFacts(
                VERSION,
                dialect,
                "",
                Set.of(StatementKind.OPAQUE),
                statementCount,
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                WhereClause.NOT_APPLICABLE,
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(gap));
    }

    /** The same facts with what another form of the statement was found to do with parameters and to show. */
    StatementFacts with(List<ParameterUse> met, List<OutputColumn> shown) {
        return with(functions, met, shown);
    }

    /** The same facts, where running the statement calls these functions as well. */
    public StatementFacts calling(Collection<FunctionUse> more) {
        List<FunctionUse> all =
                Stream.concat(functions.stream(), more.stream()).distinct().toList();
        return with(all, parameters, output);
    }

    private StatementFacts with(List<FunctionUse> called, List<ParameterUse> met, List<OutputColumn> shown) {
        return new StatementFacts(
                version,
                dialect,
                executable,
                kinds,
                statementCount,
                objects,
                columns,
                shown,
                further,
                returnsRows,
                called,
                met,
                where,
                limit,
                limitParameter,
                settings,
                command,
                gaps);
    }

    /** Leaves the executable text out: it holds literals. */
    @Override
    public String toString() {
        return "StatementFacts[" + kinds + ", " + objects + ", gaps " + gaps + "]";
    }
}
