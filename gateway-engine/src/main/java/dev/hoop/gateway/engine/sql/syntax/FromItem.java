package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;
import java.util.Optional;

/** What stands in FROM. */
public sealed interface FromItem {

    /** The alias of an item, with new names for its first columns. */
    record Alias(Optional<Identifier> name, List<Identifier> columns) {
        public static final Alias NONE = new Alias(Optional.empty(), List.of());
    }

    /** A table, view or common table. {@code start} and {@code end} are its offsets in the text. */
    record TableReference(List<Identifier> name, Alias alias, int start, int end) implements FromItem {}

    /** A query in brackets. */
    record DerivedTable(Query query, Alias alias, boolean lateral) implements FromItem {}

    /** One or more functions whose rows stand side by side. */
    record TableFunction(List<Expression> calls, Alias alias, boolean ordinality) implements FromItem {}

    /** JSON_TABLE and XMLTABLE: columns computed from the operands. */
    record DocumentTable(String name, List<Expression> operands, List<Identifier> columns, Alias alias)
            implements FromItem {}

    /** H2's FINAL TABLE, OLD TABLE and NEW TABLE: a change whose rows are read. */
    record ChangeTable(SqlStatement change, Alias alias) implements FromItem {}

    /** Of which sides all rows are kept, whether they find one on the other or not. */
    enum Outer {
        NONE,
        LEFT,
        RIGHT,
        FULL
    }

    record Join(
            FromItem left,
            FromItem right,
            boolean natural,
            Outer outer,
            List<Identifier> using,
            Optional<Identifier> usingAlias,
            Optional<Expression> on)
            implements FromItem {
        public boolean keepsLeft() {
            return outer == Outer.LEFT || outer == Outer.FULL;
        }

        public boolean keepsRight() {
            return outer == Outer.RIGHT || outer == Outer.FULL;
        }
    }

    /** A join in brackets with an alias, which hides the names inside. */
    record AliasedJoin(FromItem join, Alias alias) implements FromItem {}
}
