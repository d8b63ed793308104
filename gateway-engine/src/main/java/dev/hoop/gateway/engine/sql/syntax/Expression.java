package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;
import java.util.Optional;

/** A value expression. Every operand stands in the record: there is nothing a reader of the tree can overlook. */
public sealed interface Expression {

    /** A constant. The value is the decoded text; null, true, false and default have none. */
    record Literal(LiteralKind kind, String value) implements Expression {
        @Override
        public String toString() {
            return "Literal[" + kind + "]"; // values may be personal data
        }
    }

    /** What a literal is. */
    enum LiteralKind {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        BINARY,
        /** A string read as a value of a named type: {@code date '2024-01-01'}, {@code interval '1' day}. */
        TYPED,
        DEFAULT
    }

    /** A parameter, counted from one over the whole text. */
    record Parameter(int index) implements Expression {}

    /** A variable with its at signs. */
    record Variable(String name) implements Expression {}

    /** A column, or in PostgreSQL a whole row, by its name with up to three qualifiers. */
    record ColumnReference(List<Identifier> parts) implements Expression {
        /** The name without qualifiers. */
        public String column() {
            return parts.get(parts.size() - 1).value();
        }

        /** The name right before it; only where there is one. */
        public String qualifier() {
            return parts.get(parts.size() - 2).value();
        }
    }

    /** {@code *} or {@code t.*}, as select item or argument. {@code except} are the columns left out (H2). */
    record Star(List<Identifier> qualifier, List<List<Identifier>> except) implements Expression {}

    /** A field of a composite value; no field means all of them: {@code (c).*}. */
    record FieldOf(Expression base, Optional<Identifier> field) implements Expression {}

    /** A call of a function, aggregate or window function. */
    record Call(
            List<Identifier> name,
            List<Expression> arguments,
            boolean distinct,
            List<SortKey> order,
            Optional<Expression> filter,
            Optional<Window> over,
            boolean overNamed)
            implements Expression {
        public static Call of(String name, List<Expression> arguments) {
            return new Call(
                    List.of(new Identifier(name, false)),
                    arguments,
                    false,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        /** In PostgreSQL {@code x.f} may mean {@code f(x)}. */
        public static Call of(Identifier name, Expression argument) {
            return new Call(
                    List.of(name), List.of(argument), false, List.of(), Optional.empty(), Optional.empty(), false);
        }

        /** The last part of the name, as the dialect folds it. */
        public String simpleName() {
            return name.get(name.size() - 1).value();
        }

        /** Whether the call has an OVER clause. */
        public boolean windowed() {
            return overNamed || over.isPresent();
        }
    }

    /**
     * An operator and its operands. The operator is in upper case and canonical: {@code <>} for both spellings of unequal,
     * {@code NOT LIKE}, {@code IS NOT NULL}, {@code = ANY}, {@code ROW}, {@code ARRAY}, {@code SUBSCRIPT} …
     */
    record Operation(String operator, List<Expression> operands) implements Expression {
        public static Operation of(String operator, Expression... operands) {
            return new Operation(operator, List.of(operands));
        }
    }

    /** CASE in both forms. */
    record Case(Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise)
            implements Expression {}

    /** One branch of CASE. */
    record When(Expression condition, Expression result) {}

    /** A conversion, in whichever spelling. The type's name may be that of a user-defined type. */
    record Cast(Expression operand, TypeName type) implements Expression {}

    /** A query as a value; under EXISTS, IN, ANY and ARRAY it is the operand of the operation. */
    record Subquery(Query query) implements Expression {}
}
