package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells with which of the changed table's columns a value varies. One that may be the same for all rows varies with none: what is made of
 * a column twice ({@code id - id}), and what a constant operand may empty ({@code left(x, 0)}, {@code id * 0}).
 */
final class Varying {
    /** Stands for the columns that a query inside names. */
    private static final String TIED = "(query)";

    private static final Set<String> FIRST_UNLESS_NULL = Set.of("coalesce", "ifnull", "nvl", "isnull", "nullif");
    private static final Set<String> EXTREMES = Set.of("greatest", "least");
    private static final Set<String> EMPTIED = Set.of(
            "left",
            "right",
            "substr",
            "substring",
            "mid",
            "repeat",
            "lpad",
            "rpad",
            "position",
            "locate",
            "strpos",
            "instr",
            "charindex",
            "starts_with",
            "find_in_set",
            "field",
            "regexp_like",
            "regexp_replace",
            "regexp_substr",
            "regexp_match",
            "regexp_instr",
            "regexp_count",
            "power",
            "pow",
            "json_contains",
            "jsonb_contains",
            "arraycontains",
            "contains",
            "split_part",
            "substring_index",
            "overlay",
            "insert");
    private static final Set<String> ARITHMETIC = Set.of(
            "+",
            "-",
            "*",
            "/",
            "%",
            "DIV",
            "MOD",
            "^",
            "&",
            "|",
            "#",
            "||",
            "->",
            "->>",
            "#>",
            "#>>",
            "<->",
            "SUBSCRIPT",
            "COLLATE",
            "AT TIME ZONE",
            "ARRAY",
            "ROW",
            "BINARY");
    private static final Set<String> PARTS = Set.of("->", "->>", "#>", "#>>", "SUBSCRIPT");
    private static final Set<String> EMPTY_TEXTS = Set.of("", "{}", "[]", "%", "%%", "$");

    private final Reach reach;
    private final SubqueryReach subqueries;
    private final OwnColumns own;

    /** Values inside each other are asked about from each of them. */
    private final IdentityHashMap<Expression, Set<String>> known = new IdentityHashMap<>();

    Varying(Reach reach, SubqueryReach subqueries, OwnColumns own) {
        this.reach = reach;
        this.subqueries = subqueries;
        this.own = own;
    }

    OwnColumns own() {
        return own;
    }

    /** The columns, by their keys; none if the value is, or may be, the same for all rows. */
    Set<String> of(Expression value) {
        Set<String> found = known.get(value);
        if (found == null) {
            found = find(value);
            known.put(value, found);
        }
        return found;
    }

    private Set<String> find(Expression value) {
        if (value instanceof ColumnReference column) {
            return own.contains(column) ? Set.of(own.key(column)) : Set.of();
        } else if (value instanceof Cast cast) {
            return of(cast.operand());
        } else if (value instanceof FieldOf field) {
            return of(field.base());
        } else if (value instanceof Call call) {
            return call(call);
        } else if (value instanceof Case choice) {
            return decides(choice) && differ(choice) ? all(choice) : Set.of();
        } else if (value instanceof Subquery subquery) {
            return subqueries.varies(subquery.query(), own) ? Set.of(TIED) : Set.of();
        } else if (value instanceof Operation operation) {
            return operation(operation);
        }
        return Set.of();
    }

    private Set<String> operation(Operation operation) {
        if (!ARITHMETIC.contains(operation.operator())) {
            return reach.limits(operation, own) ? all(operation) : Set.of();
        }
        List<Expression> operands = operation.operands();
        boolean emptied = switch (operation.operator()) {
            case "*", "&", "^" -> operands.stream().anyMatch(operand -> isNumber(operand, 0));
            case "%", "MOD" -> operands.stream().anyMatch(operand -> isNumber(operand, 1));
            default -> false;
        };
        return emptied ? Set.of() : together(operands);
    }

    private Set<String> call(Call call) {
        String name = call.simpleName().toLowerCase(Locale.ROOT);
        List<Expression> arguments = call.arguments();
        if (call.windowed() || arguments.isEmpty()) {
            return Set.of();
        }
        if (FIRST_UNLESS_NULL.contains(name)) {
            return together(arguments).isEmpty() ? Set.of() : of(arguments.get(0));
        }
        if (name.equals("if") || name.equals("casewhen")) {
            return arguments.size() == 3
                            && reach.limits(arguments.get(0), own)
                            && !arguments.get(1).equals(arguments.get(2))
                    ? all(call)
                    : Set.of();
        }
        boolean emptied = (EXTREMES.contains(name)
                        && arguments.stream().anyMatch(argument -> all(argument).isEmpty()))
                || (name.equals("mod") && arguments.stream().anyMatch(argument -> isNumber(argument, 1)))
                || (EMPTIED.contains(name)
                        && arguments.stream()
                                .anyMatch(argument -> saysNothing(argument)
                                        || isNumber(argument, 0)
                                        || (name.startsWith("regexp") && Patterns.fitAnything("~", argument))));
        boolean steady = subqueries
                .builtIn(name)
                .map(builtIn -> builtIn.kind() == BuiltIn.Kind.PURE)
                .orElse(true);
        return emptied || !steady ? Set.of() : together(arguments);
    }

    /** The columns of all, none if any of them stands in two, or in one that may be the same for all rows. */
    private Set<String> together(List<Expression> values) {
        Set<String> found = new HashSet<>();
        for (Expression value : values) {
            Set<String> named = all(value);
            Set<String> columns = of(value);
            if (!named.isEmpty() && columns.isEmpty()) {
                return Set.of();
            }
            for (String column : columns) {
                if (!found.add(column)) {
                    return Set.of();
                }
            }
        }
        return found;
    }

    /** Whether they vary, each with columns of its own, so that one can be another without the others. */
    boolean independent(List<Expression> values) {
        return !together(values).isEmpty();
    }

    /** Whether they do, and none of them stands for all rows at once. */
    boolean apart(List<Expression> values) {
        return independent(values) && !subqueries.ownTable().isMet(values, own);
    }

    /** The columns that are named in it, in whatever way. */
    private Set<String> all(Expression value) {
        Set<String> found = new HashSet<>();
        Parts.each(value, part -> {
            if (part instanceof ColumnReference column && own.contains(column)) {
                found.add(own.key(column));
            } else if (part instanceof Subquery subquery && subqueries.names(subquery.query(), own)) {
                found.add(TIED);
            }
        });
        return found;
    }

    /** Whether some branch is taken for some rows only. */
    boolean decides(Case choice) {
        return choice.branches().stream()
                .anyMatch(branch -> choice.operand()
                        .map(operand -> apart(List.of(operand, branch.condition())))
                        .orElseGet(() -> reach.limits(branch.condition(), own)));
    }

    private static boolean differ(Case choice) {
        Expression first = choice.branches().get(0).result();
        return choice.otherwise().map(otherwise -> !otherwise.equals(first)).orElse(true)
                || choice.branches().stream()
                        .anyMatch(branch -> !branch.result().equals(first));
    }

    /** Whether a value that varies may be null for some row. */
    boolean mayBeNull(Expression value) {
        if (value instanceof ColumnReference column) {
            return own.mayBeNull(column);
        } else if (value instanceof Operation operation && answersAlways(operation)) {
            return false;
        } else if (value instanceof Call call) {
            String name = call.simpleName().toLowerCase(Locale.ROOT);
            if (name.equals("nullif") || name.startsWith("json") || name.startsWith("regexp")) {
                return true;
            } else if (FIRST_UNLESS_NULL.contains(name)) {
                return call.arguments().stream().allMatch(argument -> Reach.isNull(argument) || mayBeNull(argument));
            }
        } else if (value instanceof Operation operation && PARTS.contains(operation.operator())) {
            return true; // a part that is missing
        } else if (value instanceof Case) {
            return true;
        }
        return Parts.below(value).stream().anyMatch(this::mayBeNull);
    }

    private static boolean answersAlways(Operation operation) {
        return operation.operator().startsWith("IS ");
    }

    /** A constant that everything contains or fits. */
    static boolean saysNothing(Expression value) {
        if (value instanceof Cast cast) {
            return saysNothing(cast.operand());
        } else if (value instanceof Operation array && array.operator().equals("ARRAY")) {
            return array.operands().isEmpty();
        } else if (value instanceof Call call
                && call.simpleName().toLowerCase(Locale.ROOT).startsWith("json")) {
            return call.arguments().isEmpty();
        }
        return value instanceof Literal literal
                && (literal.kind() == LiteralKind.NULL
                        || ((literal.kind() == LiteralKind.STRING || literal.kind() == LiteralKind.TYPED)
                                && EMPTY_TEXTS.contains(literal.value().replaceAll("\\s", ""))));
    }

    private static boolean isNumber(Expression value, int number) {
        Optional<BigDecimal> constant = Constants.number(value);
        return constant.filter(found -> found.compareTo(BigDecimal.valueOf(number)) == 0)
                .isPresent();
    }
}
