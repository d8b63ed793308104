package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.TouchedColumns;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what would carry a protected value past the masks, let it be guessed, or overwrite it.
 *
 * <p>Seeing a value unmasked is leave to see it, not to put it where others see it: storing and exporting are refused to everyone unless
 * the class permits them.
 */
final class ProtectedColumns {
    private static final Set<StatementKind> TALK =
            EnumSet.of(StatementKind.METADATA, StatementKind.SESSION, StatementKind.TRANSACTION);
    private static final Set<ObjectUse.Type> WITH_COLUMNS = EnumSet.of(
            ObjectUse.Type.TABLE,
            ObjectUse.Type.VIEW,
            ObjectUse.Type.MATERIALIZED_VIEW,
            ObjectUse.Type.FOREIGN_TABLE,
            ObjectUse.Type.OTHER);

    private final Protection protection;
    private final StatementFacts facts;
    private final List<List<Parameter>> rows;

    ProtectedColumns(Protection protection, Claim claim) {
        this.protection = protection;
        this.facts = claim.facts();
        this.rows = claim.statement().rows();
    }

    /**
     * The first refusal.
     *
     * @param peopleDecide whether a rule holds the claim, so that a change of definitions comes before people
     */
    Optional<Denied> refusal(boolean peopleDecide) {
        for (ColumnUse use : facts.columns()) {
            Optional<Denied> refusal = refusal(use);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return computation()
                .or(this::plan)
                .or(this::catalogue)
                .or(this::shape)
                .or(() -> peopleDecide ? Optional.empty() : definition());
    }

    private Optional<Denied> refusal(ColumnUse use) {
        return switch (use.use()) {
            case READ -> read(use);
            case STORE -> passage(protection.all(), use, Passage.STORE, "stores values of", "");
            case WRITE -> write(use);
            case FILTER -> predicate(use, Predicates.ALLOW);
            case FILTER_EQUALITY -> predicate(use, Predicates.EQUALITY_ONLY);
            case COMPUTE -> Optional.empty(); // only what no other use forbids, see below
        };
    }

    /** A value that is read goes into the rows, unless there are none, or it leaves past them. */
    private Optional<Denied> read(ColumnUse use) {
        if (facts.kinds().contains(StatementKind.BULK_EXPORT)) {
            return passage(protection.all(), use, Passage.EXPORT, "exports", "");
        }
        boolean shown = facts.returnsRows() || !facts.output().isEmpty(); // the rows of a cursor later, and masked then
        boolean stored = !shown || facts.kinds().contains(StatementKind.CREATE);
        return stored
                ? passage(protection.all(), use, Passage.STORE, "takes values elsewhere than into its rows, from", "")
                : Optional.empty();
    }

    private Optional<Denied> write(ColumnUse use) {
        boolean newRowsOnly = facts.objects().stream()
                .filter(object -> object.object().equals(use.column().table()))
                .filter(object -> object.access().writes())
                .allMatch(object -> object.access() == Access.INSERT);
        return passage(
                protection.masked(),
                use,
                newRowsOnly && facts.kinds().contains(StatementKind.INSERT) ? Passage.INSERT : Passage.UPDATE,
                "writes",
                ", which you see masked: a masked value could be written back");
    }

    private Optional<Denied> passage(
            List<DataClass> classes, ColumnUse use, Passage passage, String does, String because) {
        return protection.classesOf(classes, use.column()).stream()
                .filter(known -> !known.permits().contains(passage))
                .findFirst()
                .map(known -> denied(
                        known,
                        "the statement " + does + " " + use.column() + " (" + known.name() + ")" + because,
                        "leave the column out, or ask the policy's owner for 'permit: [" + word(passage)
                                + "]' on class " + known.name(),
                        use.path()));
    }

    private Optional<Denied> predicate(ColumnUse use, Predicates needed) {
        if (needed == Predicates.EQUALITY_ONLY && !textsOnly()) {
            return predicate(use, Predicates.ALLOW);
        }
        return protection.classesOf(protection.masked(), use.column()).stream()
                .filter(known -> known.predicates().compareTo(needed) < 0)
                .findFirst()
                .map(known -> denied(
                        known,
                        "a decision in " + word(use.clause()) + " depends on " + use.column() + " (" + known.name()
                                + "), which you see masked",
                        switch (known.predicates()) {
                            case EQUALITY_ONLY -> "compare the column with a value by '=' or IN only";
                            case ON_MASKED ->
                                "decide on the column in a query of its own table by name; here the column cannot be read as masked";
                            default ->
                                "leave the column out of conditions, sorting and grouping, or ask for leave to see class "
                                        + known.name();
                        },
                        use.path()));
    }

    /** Whether what is compared as a text is one, in every row of parameters. */
    private boolean textsOnly() {
        return facts.parameters().stream()
                .filter(ParameterUse::isComparedAsText)
                .allMatch(parameter -> rows.stream().allMatch(row -> isText(row, parameter.index() - 1)));
    }

    private static boolean isText(List<Parameter> row, int index) {
        Value value = index < row.size() ? row.get(index).value() : new Value.Null();
        return value instanceof Value.Text || value instanceof Value.Null || value instanceof Value.LargeText;
    }

    /** Whether a computation fails is seen, though its result is not: {@code 1 / (ascii(ssn) - 49)} answers a guess. */
    private Optional<Denied> computation() {
        for (ColumnUse use : facts.columns()) {
            Optional<DataClass> known =
                    use.use() == Use.COMPUTE ? protection.computedOn(use.column()) : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(denied(
                        known.get(),
                        "a computation on " + use.column() + " (" + known.get().name()
                                + "), which you see masked, could tell its value by failing, and here the column cannot be"
                                + " read as masked",
                        "show the column itself, or compute on it in a query which neither compares it nor locks or changes"
                                + " its table",
                        use.path()));
            }
        }
        return Optional.empty();
    }

    /** A plan shows constants and estimates, which answer questions about values. */
    private Optional<Denied> plan() {
        if (!facts.kinds().contains(StatementKind.EXPLAIN) && !facts.kinds().contains(StatementKind.EXPLAIN_EXECUTE)) {
            return Optional.empty();
        }
        for (ColumnName column : TouchedColumns.of(facts)) {
            for (DataClass known : protection.classesOf(protection.masked(), column)) {
                if (!known.permits().contains(Passage.EXPLAIN)) {
                    return Optional.of(denied(
                            known,
                            "the plan of a statement that touches " + column + " (" + known.name()
                                    + ") may show its values",
                            "explain the statement without the column",
                            column.toString()));
                }
            }
        }
        return Optional.empty();
    }

    /** The database's own catalogue holds samples of values, and texts of other sessions. */
    private Optional<Denied> catalogue() {
        if (protection.masked().isEmpty()) {
            return Optional.empty();
        }
        return facts.objects().stream()
                .filter(use -> !OpenCatalogue.mayRead(facts.dialect(), use.object())
                        && !OtherSessions.isShownTo(facts, use.object()))
                .findFirst()
                .map(use -> new Denied(
                        ErrorCode.DENIED_BY_POLICY,
                        "built-in:catalogue",
                        "the catalogue relation " + use.object() + " may hold values of protected columns or other"
                                + " sessions' statements",
                        "read definitions from information_schema instead; what sessions do is shown to those who see"
                                + " nothing masked, whom the policy's owner names under 'unmasked'",
                        List.of()));
    }

    /** What the result will look like must be known as far as anything protected can be in it. */
    private Optional<Denied> shape() {
        if (protection.masked().isEmpty() || !facts.returnsRows()) {
            return Optional.empty();
        }
        if (facts.output().isEmpty() && !open(facts)) {
            return Optional.of(notUnderstood("the columns of the result could not be predicted"));
        }
        return facts.allOutput()
                .filter(column -> column.derivation() == OutputColumn.Derivation.UNKNOWN)
                .filter(column -> column.sources().isEmpty())
                .findFirst()
                .map(column -> notUnderstood("it is not known which columns an output column derives from"));
    }

    /** Whether a result that was not predicted can hold nothing protected: plans, settings, answers about the session. */
    static boolean open(StatementFacts facts) {
        return facts.kinds().contains(StatementKind.EXPLAIN)
                || facts.kinds().contains(StatementKind.EXPLAIN_EXECUTE)
                || TALK.containsAll(facts.kinds());
    }

    private Optional<Denied> definition() {
        for (ObjectUse use : facts.objects()) {
            boolean changes =
                    use.access() == Access.ALTER || use.access() == Access.CREATE || use.access() == Access.GRANT;
            Optional<DataClass> known = changes && WITH_COLUMNS.contains(use.type())
                    ? protection.maskedIn(use).filter(found -> !found.permits().contains(Passage.DEFINE))
                    : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(denied(
                        known.get(),
                        "the statement changes the definition of " + use.object() + ", which holds data of class "
                                + known.get().name(),
                        "ask the policy's owner for a rule that holds it for approval, or for 'permit: [define]' on class "
                                + known.get().name(),
                        ""));
            }
        }
        return Optional.empty();
    }

    private static Denied notUnderstood(String why) {
        return new Denied(
                ErrorCode.NOT_UNDERSTOOD,
                "built-in:not-understood",
                why,
                "name the wanted columns of tables and views in the statement",
                List.of());
    }

    private static Denied denied(DataClass known, String why, String how, String path) {
        return new Denied(
                ErrorCode.DENIED_BY_POLICY,
                "protected:" + known.name(),
                why + "; class '" + known.name() + "'" + known.mark().aside() + " does not permit it",
                how,
                path.isEmpty() ? List.of() : List.of(path));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
