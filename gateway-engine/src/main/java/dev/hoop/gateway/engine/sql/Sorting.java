package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import java.util.List;

/** Reads the keys of ORDER BY, GROUP BY and DISTINCT ON, which may be numbers or labels of the select list. */
final class Sorting {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;

    Sorting(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
    }

    /** Here a plain name is a label before it is a column. Where dialects are less clear it counts as both. */
    void keys(List<Expression> keys, List<Field> fields, Scope scope, Clause clause) {
        for (Expression key : keys) {
            if (!number(key, fields, clause)) {
                key(key, fields, scope, clause);
            }
        }
    }

    private void key(Expression key, List<Field> fields, Scope scope, Clause clause) {
        if (key instanceof Operation row && row.operator().equals("ROW")) {
            keys(row.operands(), fields, scope, clause);
        } else if (label(key, fields, clause) && names.dialect() == Dialect.POSTGRESQL) {
            findings.step(1);
        } else {
            findings.use(analysis.values().of(key, scope), Use.FILTER, clause);
        }
    }

    /** Here a plain name is a column before it is a label. */
    void groups(List<Expression> keys, List<Field> fields, Scope scope) {
        for (Expression key : keys) {
            if (number(key, fields, Clause.GROUP_BY)) {
                continue;
            }
            if (key instanceof Operation row && row.operator().equals("ROW")) {
                groups(row.operands(), fields, scope);
            } else if (isLabelOnly(key, scope) && label(key, fields, Clause.GROUP_BY)) {
                findings.step(1);
            } else {
                findings.use(analysis.values().of(key, scope), Use.FILTER, Clause.GROUP_BY);
            }
        }
    }

    private boolean isLabelOnly(Expression key, Scope scope) {
        return key instanceof ColumnReference column
                && column.parts().size() == 1
                && analysis.columns().find(column.parts(), scope).isEmpty();
    }

    private boolean number(Expression key, List<Field> fields, Clause clause) {
        if (!(key instanceof Literal literal) || literal.kind() != LiteralKind.NUMBER) {
            return false;
        }
        try {
            int index = Integer.parseInt(literal.value());
            if (index >= 1 && index <= fields.size()) {
                findings.use(fields.get(index - 1).lineage(), Use.FILTER, clause);
            }
        } catch (NumberFormatException notAPosition) {
            return false;
        }
        return true;
    }

    private boolean label(Expression key, List<Field> fields, Clause clause) {
        if (!(key instanceof ColumnReference column) || column.parts().size() != 1) {
            return false;
        }
        String name = column.parts().get(0).value();
        List<Field> labelled = fields.stream()
                .filter(field -> !field.label().isEmpty() && names.same(field.label(), name))
                .toList();
        if (labelled.isEmpty() && clause == Clause.ORDER_BY && names.mayBeGenerated(name)) {
            fields.stream().filter(Field::unnamed).forEach(field -> findings.use(field.lineage(), Use.FILTER, clause));
        }
        labelled.forEach(field -> findings.use(field.lineage(), Use.FILTER, clause));
        return !labelled.isEmpty();
    }
}
