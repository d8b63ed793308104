package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ParameterUse.Role;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads conditions: which columns decide, and whether a decision is only that a column equals a value from outside. A parameter counts as
 * such a value; what a caller binds to it is not known here.
 */
final class Conditions {
    private static final Set<String> COMPARING = Set.of(
            "=",
            "<>",
            "<",
            ">",
            "<=",
            ">=",
            "<=>",
            "LIKE",
            "NOT LIKE",
            "ILIKE",
            "NOT ILIKE",
            "BETWEEN",
            "NOT BETWEEN",
            "IN",
            "NOT IN",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM",
            "= ANY",
            "<> ALL",
            "REGEXP",
            "~",
            "~*",
            "SIMILAR TO");
    private static final Set<String> TEXTS =
            Set.of("CHAR", "CHARACTER", "VARCHAR", "NCHAR", "NVARCHAR", "TEXT", "VARCHAR2", "NATIONAL");
    private static final Set<String> NUMBERS = Set.of(
            "BIGINT",
            "DEC",
            "DECIMAL",
            "DOUBLE",
            "FLOAT",
            "INT",
            "INTEGER",
            "NUMERIC",
            "REAL",
            "SIGNED",
            "SMALLINT",
            "TINYINT",
            "UNSIGNED");
    private static final Set<String> EQUALITY = Set.of("=", "IN", "<=>", "= ANY", "IS NOT DISTINCT FROM");

    private final Analysis analysis;
    private final Findings findings;

    Conditions(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
    }

    /** Records what the condition depends on; the answer is where its value comes from. */
    Lineage read(Expression condition, Scope scope, Clause clause) {
        findings.step(1);
        if (condition instanceof Operation operation) {
            switch (operation.operator()) {
                case "AND", "OR" -> {
                    return chain(operation, scope, clause);
                }
                case "NOT" -> {
                    return read(operation.operands().get(0), scope, clause);
                }
                default -> {
                    if (COMPARING.contains(operation.operator())) {
                        return comparison(operation, scope, clause);
                    }
                }
            }
        }
        Lineage lineage = analysis.values().of(condition, scope);
        findings.use(lineage, Use.FILTER, clause);
        return lineage;
    }

    private Lineage chain(Operation operation, Scope scope, Clause clause) {
        List<Lineage> parts = new ArrayList<>();
        Expression rest = operation;
        while (rest instanceof Operation chained && chained.operator().equals(operation.operator())) {
            parts.add(read(chained.operands().get(1), scope, clause));
            rest = chained.operands().get(0);
        }
        parts.add(read(rest, scope, clause));
        return Lineage.computed(parts);
    }

    private Lineage comparison(Operation operation, Scope scope, Clause clause) {
        List<Expression> operands = operation.operands();
        int column = operands.get(0) instanceof ColumnReference
                ? 0
                : operands.size() == 2 && operands.get(1) instanceof ColumnReference ? 1 : -1;
        if (column < 0) {
            return plain(operation, scope, clause);
        }
        Field field = analysis.columns().field(((ColumnReference) operands.get(column)).parts(), scope);
        boolean external = field.lineage().isCopied() && EQUALITY.contains(operation.operator());
        List<Lineage> all = new ArrayList<>();
        all.add(field.lineage());
        for (int i = 0; i < operands.size(); i++) {
            if (i == column) {
                continue;
            }
            Expression other = operands.get(i);
            bind(other, field);
            Lineage lineage = other instanceof Subquery subquery
                    ? Lineage.computed(Values.lineages(analysis.values().rows(subquery, scope)))
                    : analysis.values().of(other, scope);
            external &= lineage.isConstant() && isValue(other) && fits(other, field);
            findings.use(lineage, Use.FILTER, clause);
            all.add(lineage);
        }
        operator(operation);
        findings.use(field.lineage(), external ? Use.FILTER_EQUALITY : Use.FILTER, clause);
        return Lineage.computed(all);
    }

    private void operator(Operation operation) {
        String operator = operation.operator();
        if (!Character.isLetter(operator.charAt(0))) {
            int space = operator.indexOf(' ');
            analysis.functions().operator(space < 0 ? operator : operator.substring(0, space));
        }
    }

    private Lineage plain(Operation operation, Scope scope, Clause clause) {
        Lineage lineage = analysis.values().of(operation, scope);
        findings.use(lineage, Use.FILTER, clause);
        return lineage;
    }

    /** Tells which column a parameter meets. */
    private void bind(Expression other, Field field) {
        if (other instanceof Parameter parameter) {
            boolean text = converts() && !Fields.isNumeric(field.jdbcType()) && !Fields.isTemporal(field.jdbcType());
            findings.parameter(parameter.index(), text ? Role.COMPARED_AS_TEXT : Role.COMPARED, Fields.only(field));
        } else if (other instanceof Cast cast && cast.operand() instanceof Parameter parameter) {
            findings.parameter(parameter.index(), Role.COMPARED, Fields.only(field));
        }
    }

    /** Whether this is a value from outside, and not computed by a query. */
    private static boolean isValue(Expression other) {
        return other instanceof Literal
                || other instanceof Parameter
                || (other instanceof Cast cast && isValue(cast.operand()))
                || (other instanceof Operation array
                        && array.operator().equals("ARRAY")
                        && array.operands().stream().allMatch(Conditions::isValue));
    }

    /**
     * Whether the database compares the column as it is. MySQL and H2 read a text as a number or a date to compare it with one: many texts
     * equal that, or cannot be read.
     */
    private boolean fits(Expression other, Field field) {
        if (!converts()) {
            return true;
        } else if (other instanceof Literal literal) {
            return switch (literal.kind()) {
                case STRING -> true;
                case TYPED -> Fields.isTemporal(field.jdbcType());
                default -> Fields.isNumeric(field.jdbcType());
            };
        } else if (other instanceof Cast cast) {
            String type = cast.type()
                    .name()
                    .get(cast.type().name().size() - 1)
                    .value()
                    .toUpperCase(Locale.ROOT);
            boolean number = NUMBERS.contains(type);
            return TEXTS.contains(type)
                    || (number ? Fields.isNumeric(field.jdbcType()) : Fields.isTemporal(field.jdbcType()));
        }
        return other instanceof Parameter
                || (other instanceof Operation array
                        && array.operands().stream().allMatch(part -> fits(part, field)));
    }

    private boolean converts() {
        return analysis.names().isMysql() || analysis.names().dialect() == Dialect.H2;
    }
}
