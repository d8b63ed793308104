package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.ParameterUse.Role;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Expression.Variable;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.SortKey;
import dev.hoop.gateway.engine.sql.syntax.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Follows values through expressions, and records what decisions inside them depend on. */
final class Values {
    private final Analysis analysis;
    private final Findings findings;

    Values(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
    }

    /** Where the expression's value comes from. */
    Lineage of(Expression expression, Scope scope) {
        findings.step(1);
        if (expression instanceof ColumnReference column) {
            return analysis.columns().field(column.parts(), scope).lineage();
        } else if (expression instanceof Literal) {
            return Lineage.CONSTANT;
        } else if (expression instanceof Parameter parameter) {
            findings.parameter(parameter.index(), Role.OTHER, Optional.empty());
            return Lineage.CONSTANT;
        } else if (expression instanceof Operation operation) {
            return operation(operation, scope);
        } else if (expression instanceof Call call) {
            return call(call, scope);
        } else if (expression instanceof Cast cast) {
            return cast(cast, scope);
        } else if (expression instanceof Case choice) {
            return choice(choice, scope);
        } else if (expression instanceof Subquery subquery) {
            return scalar(subquery, scope);
        } else if (expression instanceof FieldOf field) {
            return fieldOf(field, scope);
        } else if (expression instanceof Star star) {
            return Lineage.computed(lineages(analysis.columns().star(star, scope)));
        } else if (expression instanceof Variable) {
            return Lineage.CONSTANT; // only constants are ever let into variables
        }
        throw new NotUnderstood("an expression of an unknown sort");
    }

    List<Lineage> all(List<Expression> expressions, Scope scope) {
        List<Lineage> all = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            all.add(of(expression, scope));
        }
        return all;
    }

    static List<Lineage> lineages(List<Field> fields) {
        return fields.stream().map(Field::lineage).toList();
    }

    private Lineage operation(Operation operation, Scope scope) {
        String operator = operation.operator();
        if (operator.equals("EXISTS")) {
            operation.operands().forEach(operand -> rows((Subquery) operand, scope));
            return Lineage.CONSTANT;
        }
        List<Lineage> operands = new ArrayList<>(operation.operands().size());
        Expression rest = operation;
        while (rest instanceof Operation chained && isBinary(chained)) {
            operator(chained);
            operands.add(operand(chained.operands().get(1), scope));
            rest = chained.operands().get(0); // a long chain leans to the left, and may be thousands long
            findings.step(1);
        }
        if (rest == operation) {
            operator(operation);
            operation.operands().forEach(operand -> operands.add(operand(operand, scope)));
        } else {
            operands.add(operand(rest, scope));
        }
        Lineage value = Lineage.computed(operands);
        return Unfailing.operator(operator) ? value : computed(value);
    }

    /** The computation may fail for some values of its columns and not for others. */
    private Lineage computed(Lineage value) {
        findings.use(value, Use.COMPUTE, Clause.ARGUMENT);
        return value;
    }

    private static boolean isBinary(Operation operation) {
        return operation.operands().size() == 2;
    }

    private void operator(Operation operation) {
        String operator = operation.operator();
        if (!Character.isLetter(operator.charAt(0)) || operator.contains(".")) {
            int quantifier = operator.indexOf(' ');
            analysis.functions().operator(quantifier < 0 ? operator : operator.substring(0, quantifier));
        }
    }

    private Lineage operand(Expression operand, Scope scope) {
        return operand instanceof Subquery subquery
                ? Lineage.computed(lineages(rows(subquery, scope)))
                : of(operand, scope);
    }

    List<Field> rows(Subquery subquery, Scope scope) {
        return analysis.queries().read(subquery.query(), scope.inner());
    }

    private Lineage scalar(Subquery subquery, Scope scope) {
        List<Field> fields = rows(subquery, scope);
        return fields.size() == 1 ? fields.get(0).lineage() : Lineage.computed(lineages(fields));
    }

    private Lineage choice(Case choice, Scope scope) {
        if (Unfailing.isNever(choice)) {
            of(choice.branches().get(0).result(), scope);
            return Lineage.CONSTANT;
        }
        List<Lineage> parts = new ArrayList<>();
        List<Lineage> decisions = new ArrayList<>();
        choice.operand().ifPresent(operand -> decisions.add(of(operand, scope)));
        choice.branches().forEach(branch -> {
            if (choice.operand().isPresent()) {
                decisions.add(of(branch.condition(), scope));
            } else {
                parts.add(analysis.conditions().read(branch.condition(), scope, Clause.CONDITION));
            }
            parts.add(of(branch.result(), scope));
        });
        decisions.forEach(decision -> findings.use(decision, Use.FILTER, Clause.CONDITION));
        parts.addAll(decisions);
        choice.otherwise().ifPresent(otherwise -> parts.add(of(otherwise, scope)));
        return computed(Lineage.computed(parts));
    }

    private Lineage cast(Cast cast, Scope scope) {
        Lineage operand = of(cast.operand(), scope);
        return computed(operand.isCopied() ? operand.as(Derivation.TRANSFORMED).through("cast") : operand);
    }

    private Lineage fieldOf(FieldOf field, Scope scope) {
        if (field.base() instanceof ColumnReference row && field.field().isPresent()) {
            Optional<Field> known =
                    analysis.columns().fieldOfRow(row.parts(), field.field().get(), scope);
            if (known.isPresent()) {
                return known.get().lineage();
            }
        }
        if (field.field().isPresent() && analysis.names().dialect() == Dialect.POSTGRESQL) {
            Identifier name = field.field().get();
            if (analysis.functions().isFunction(List.of(name))) {
                return call(Call.of(name, field.base()), scope); // x.f may mean f(x)
            }
            requireField(name.value());
        }
        return computed(Lineage.computed(List.of(of(field.base(), scope))).through("field"));
    }

    /** What is no field of anything would be a function that is not known. */
    private void requireField(String name) {
        boolean known = analysis.names().catalogue().hasField(name)
                || BuiltIns.of(Dialect.POSTGRESQL).hasColumn(name)
                || name.matches("f[0-9]+"); // of ROW
        if (!known) {
            findings.gap("the field '" + name + "' is not known");
        }
    }

    private Lineage call(Call call, Scope scope) {
        Optional<BuiltIn> known = called(call, scope);
        if (known.isPresent() && known.get().kind() == BuiltIn.Kind.SEQUENCE) {
            return isSetval(call) ? position(call, scope) : Lineage.CONSTANT;
        }
        List<Lineage> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            boolean everything =
                    argument instanceof Star star && star.qualifier().isEmpty();
            arguments.add(everything ? Lineage.CONSTANT : of(argument, scope));
        }
        if (known.isPresent() && analysis.functions().givesRows(known.get())) {
            arguments.forEach(argument -> findings.use(argument, Use.FILTER, Clause.ARGUMENT));
        }
        HarmlessEffects.called(call, analysis.names(), findings);
        decisions(call, scope);
        call.order().forEach(key -> arguments.add(of(key.expression(), scope))); // WITHIN GROUP gives its key's values
        Lineage value = Lineage.computed(arguments).through(call.simpleName());
        if (known.isEmpty()
                || !Unfailing.call(known.get(), call, analysis.names().dialect())) {
            computed(value);
        }
        boolean answersOnly = known.isPresent()
                && Functions.answersOnly(known.get(), call.arguments().size());
        boolean harmless = known.map(Functions::tellsNothingElse).orElse(false)
                && value.isConstant(); // a lock's key is seen by others
        if (!answersOnly && !harmless) {
            return value.as(Derivation.UNKNOWN);
        }
        boolean aggregated = known.get().kind() == BuiltIn.Kind.AGGREGATE || call.windowed();
        return aggregated ? value.as(Derivation.AGGREGATED) : value;
    }

    /** SETVAL stores a value, from where it can be read again, and gives it back. */
    private Lineage position(Call call, Scope scope) {
        List<Lineage> values = new ArrayList<>();
        call.arguments().stream().skip(1).forEach(argument -> values.add(of(argument, scope)));
        findings.kinds.add(StatementKind.UPDATE);
        values.forEach(value -> findings.use(value, Use.STORE, Clause.ASSIGNMENT));
        return computed(Lineage.computed(values).through(call.simpleName()));
    }

    private boolean isSetval(Call call) {
        return analysis.names().dialect() == Dialect.POSTGRESQL
                && call.simpleName().equals("setval");
    }

    private Optional<BuiltIn> called(Call call, Scope scope) {
        if (call.simpleName().endsWith("value for")) {
            sequence(call);
            return Optional.of(new BuiltIn(call.simpleName(), BuiltIn.Kind.SEQUENCE, List.of()));
        }
        Optional<BuiltIn> known =
                analysis.functions().called(call.name(), call.arguments().size());
        if (known.isPresent() && known.get().kind() == BuiltIn.Kind.SEQUENCE) {
            stepped(call, scope);
        }
        return known;
    }

    private void sequence(Call call) {
        stepped(((ColumnReference) call.arguments().get(0)).parts());
    }

    private void stepped(List<Identifier> name) {
        findings.objects.add(
                new ObjectUse(analysis.names().identity(name), ObjectUse.Type.SEQUENCE, ObjectUse.Access.UPDATE));
    }

    /** The sequence stands as a literal, or in MariaDB as a name. One named by a row's value would carry the value. */
    private void stepped(Call call, Scope scope) {
        long names = isSetval(call) ? 1 : call.arguments().size();
        for (Expression argument : call.arguments().stream().limit(names).toList()) {
            Expression name = argument instanceof Cast cast ? cast.operand() : argument;
            if (name instanceof Literal literal && literal.kind() == LiteralKind.STRING) {
                stepped(Arrays.stream(literal.value().split("\\.", -1))
                        .map(part -> new Identifier(part, true))
                        .toList());
            } else if (name instanceof ColumnReference reference
                    && analysis.names().isMysql()) {
                stepped(reference.parts());
            } else if (!of(name, scope).isConstant()) {
                findings.gap("a sequence is named by a value");
            }
        }
    }

    /** What orders, filters and partitions the rows that a call looks at. */
    private void decisions(Call call, Scope scope) {
        keys(call.order(), scope, Clause.ORDER_BY);
        call.filter().ifPresent(filter -> analysis.conditions().read(filter, scope, Clause.CONDITION));
        call.over().ifPresent(window -> window(window, scope));
        if (call.distinct()) {
            call.arguments().forEach(argument -> findings.use(of(argument, scope), Use.FILTER, Clause.DISTINCT));
        }
    }

    void window(Window window, Scope scope) {
        window.partition().forEach(key -> findings.use(of(key, scope), Use.FILTER, Clause.WINDOW));
        keys(window.order(), scope, Clause.WINDOW);
        window.bounds().forEach(bound -> findings.use(of(bound, scope), Use.FILTER, Clause.WINDOW));
    }

    private void keys(List<SortKey> keys, Scope scope, Clause clause) {
        keys.forEach(key -> findings.use(of(key.expression(), scope), Use.FILTER, clause));
    }
}
