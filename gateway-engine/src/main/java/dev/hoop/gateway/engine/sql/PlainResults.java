package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.TypeName;
import java.sql.Types;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells which built-in functions in PostgreSQL's FROM surely give one column each. Those whose type is that of their arguments may give a
 * composite value, and then stand there with all its columns, under names of their own.
 */
final class PlainResults {
    private static final Set<String> OF_ANY_TYPE = Set.of(
            "coalesce",
            "greatest",
            "json_populate_record",
            "json_populate_recordset",
            "json_query",
            "json_value",
            "jsonb_populate_record",
            "jsonb_populate_recordset",
            "least",
            "lower",
            "nullif",
            "unnest",
            "upper");
    private static final Set<String> GIVE_ARRAYS_OF_TEXT = Set.of(
            "current_schemas",
            "parse_ident",
            "regexp_match",
            "regexp_split_to_array",
            "string_to_array",
            "tsvector_to_array");
    private static final Set<String> TYPES = Set.of(
            "bigint",
            "bit",
            "bool",
            "boolean",
            "bpchar",
            "bytea",
            "char",
            "character",
            "date",
            "dec",
            "decimal",
            "double",
            "float",
            "float4",
            "float8",
            "inet",
            "int",
            "int2",
            "int4",
            "int8",
            "integer",
            "interval",
            "json",
            "jsonb",
            "national",
            "nchar",
            "numeric",
            "oid",
            "real",
            "regclass",
            "smallint",
            "text",
            "time",
            "timestamp",
            "timestamptz",
            "timetz",
            "uuid",
            "varchar",
            "xml");
    private static final Set<LiteralKind> PLAIN_LITERALS =
            EnumSet.of(LiteralKind.STRING, LiteralKind.NUMBER, LiteralKind.TRUE, LiteralKind.FALSE, LiteralKind.NULL);
    private static final Set<Integer> COLUMN_TYPES = Set.of(
            Types.BIGINT,
            Types.BINARY,
            Types.BIT,
            Types.CHAR,
            Types.DATE,
            Types.DOUBLE,
            Types.INTEGER,
            Types.NUMERIC,
            Types.REAL,
            Types.SMALLINT,
            Types.TIME,
            Types.TIMESTAMP,
            Types.VARCHAR);

    private final Analysis analysis;
    private final Scope scope;

    PlainResults(Analysis analysis, Scope scope) {
        this.analysis = analysis;
        this.scope = scope;
    }

    /** Whether what stands in FROM has one column, or those that are known of it. */
    boolean isPlain(Expression inFrom) {
        if (analysis.names().dialect() != Dialect.POSTGRESQL) {
            return true;
        }
        if (inFrom instanceof Call call) {
            boolean rows = call.simpleName().equals("unnest")
                    && call.arguments().stream().allMatch(this::isArray);
            return rows || !OF_ANY_TYPE.contains(call.simpleName());
        }
        return inFrom instanceof Cast cast && isPlain(cast.type());
    }

    /** Whether it is an array of values that are not composite. */
    private boolean isArray(Expression argument) {
        if (argument instanceof Operation array && array.operator().equals("ARRAY")) {
            return array.operands().stream().allMatch(this::isElement);
        } else if (argument instanceof ColumnReference column) {
            return type(column) == Types.ARRAY;
        } else if (argument instanceof Call call) {
            return GIVE_ARRAYS_OF_TEXT.contains(call.simpleName());
        }
        return argument instanceof Cast cast && isPlain(cast.type());
    }

    private boolean isElement(Expression element) {
        if (element instanceof Subquery rows) {
            List<Field> fields = analysis.values().rows(rows, scope);
            return fields.size() == 1 && COLUMN_TYPES.contains(fields.get(0).jdbcType());
        } else if (element instanceof ColumnReference column) {
            return COLUMN_TYPES.contains(type(column));
        } else if (element instanceof Literal literal) {
            return PLAIN_LITERALS.contains(literal.kind());
        }
        return isArray(element);
    }

    private int type(ColumnReference column) {
        return analysis.columns().field(column.parts(), scope).jdbcType();
    }

    /** Whether it is a type of the database's own, or an array of one. */
    private static boolean isPlain(TypeName type) {
        List<Identifier> name = type.name();
        boolean own =
                name.size() == 1 || (name.size() == 2 && name.get(0).value().equals("pg_catalog"));
        return own && TYPES.contains(name.get(name.size() - 1).value().toLowerCase(Locale.ROOT));
    }
}
