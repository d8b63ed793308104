package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.server.connectors.jdbc.cells.ParameterColumn;
import dev.hoop.gateway.server.connectors.jdbc.cells.ParameterType;
import dev.hoop.gateway.server.connectors.jdbc.cells.ParameterType.Kind;
import dev.hoop.gateway.server.connectors.jdbc.products.InsertedTable.Column;
import dev.hoop.gateway.server.connectors.jdbc.products.RepeatedInsert.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.TimestampUtils;

/**
 * Rows that PostgreSQL is given as one array for each column. An element has the type that the driver would have declared for a single
 * parameter, or where it declares none that of the column, so that the database converts it, or refuses to, as it would have done.
 */
final class PostgreSqlRowsAtOnce implements RowsAtOnce {
    private static final int MOST_ROWS = 4_096;
    private static final int MOST_CHARACTERS = 1024 * 1024;

    /**
     * A plain table without rules, row security, or triggers of its own: those of a foreign key count only where it points to the same table, whose
     * rows it would then look for at the end of all. Functions of users in checks, defaults and domains may do anything; those that
     * PostgreSQL comes with are not listed as depended on.
     */
    private static final String IS_PLAIN = "c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relrowsecurity"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid"
            + " AND (NOT t.tgisinternal OR t.tgconstrrelid = c.oid))"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND ("
            + "(d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid IN"
            + " (SELECT k.oid FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid))"
            + " OR (d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid IN"
            + " (SELECT f.oid FROM pg_catalog.pg_attrdef f WHERE f.adrelid = c.oid))))"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid"
            + " WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND y.typtype NOT IN ('b', 'e'))";

    private static final String COLUMNS =
            "SELECT a.attname, pg_catalog.quote_ident(a.attname), a.atttypid::pg_catalog.int8,"
                    + " pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(y.typname)"
                    + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
                    + " JOIN pg_catalog.pg_type y ON y.oid = a.atttypid JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace"
                    + " WHERE c.oid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND " + IS_PLAIN
                    + " ORDER BY a.attnum";

    private final RepeatedInsert insert;
    private final List<ParameterColumn> parameters;
    private final int rows;
    private InsertedTable table;

    private PostgreSqlRowsAtOnce(
            RepeatedInsert insert, List<ParameterColumn> parameters, int rows, InsertedTable before) {
        this.table = before;
        this.insert = insert;
        this.parameters = parameters;
        this.rows = rows;
    }

    /** Empty where a row has too few, or the type of a parameter is not the same in all rows or not known for certain. */
    static Optional<RowsAtOnce> of(RepeatedInsert insert, List<List<Parameter>> rows, InsertedTable before) {
        int places = insert.parameters();
        if (rows.stream().anyMatch(row -> row.size() != places)) {
            return Optional.empty();
        }
        List<ParameterColumn> parameters = new ArrayList<>();
        for (int place = 0; place < places; place++) {
            Optional<ParameterColumn> column = ParameterColumn.of(rows, place);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            parameters.add(column.get());
        }
        return Optional.of(new PostgreSqlRowsAtOnce(insert, parameters, rows.size(), before));
    }

    @Override
    public boolean insert(Connection connection, BooleanSupplier stopped) throws SQLException {
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        if (!table.name().equals(insert.table())) {
            table = new InsertedTable(insert.table(), columns(driver));
        }
        Optional<String> text = text(driver, table.columns());
        if (text.isEmpty()) {
            return false;
        }
        TimestampUtils texts = texts(driver.getQueryExecutor());
        try (PreparedStatement statement = driver.prepareStatement(text.get())) {
            int from = 0;
            while (from < rows) {
                if (stopped.getAsBoolean()) {
                    throw new SQLException("the statement was cancelled", "57014");
                }
                int behind = bind(statement, from, texts);
                if (statement.executeLargeUpdate() != behind - from) {
                    return false;
                }
                from = behind;
            }
        }
        return true;
    }

    @Override
    public InsertedTable table() {
        return table;
    }

    /** As each statement of the driver makes one for itself. */
    private static TimestampUtils texts(QueryExecutor executor) {
        return new TimestampUtils(!executor.getIntegerDateTimes(), executor::getTimeZone);
    }

    /** Those of the table in their order; none where rows that are inserted together are not the same as one after another. */
    private List<Column> columns(BaseConnection driver) throws SQLException {
        List<Column> found = new ArrayList<>();
        try (PreparedStatement ask = driver.prepareStatement(COLUMNS)) {
            ask.setString(1, insert.table());
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    found.add(new Column(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
                }
            }
        }
        return found;
    }

    /** The INSERT of arrays; empty where it would not be understood as the one of single parameters is. */
    private Optional<String> text(BaseConnection driver, List<Column> table) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < insert.values().size(); i++) {
            Optional<Column> column = column(table, i);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            Entry value = insert.values().get(i);
            if (value instanceof Entry.Default) {
                continue;
            }
            columns.add(column.get().quoted());
            if (value instanceof Entry.Given given) {
                Optional<String> type = elementType(driver, parameters.get(names.size()), given.cast(), column.get());
                if (type.isEmpty()) {
                    return Optional.empty();
                }
                String name = "p" + names.size();
                names.add(name);
                arrays.add("pg_catalog.unnest(?::" + type.get() + "[])");
                values.add(given.cast().isEmpty() ? name : name + "::" + given.cast());
            } else {
                values.add("NULL");
            }
        }
        return Optional.of("INSERT INTO %s (%s) SELECT %s FROM ROWS FROM (%s) AS given (%s)"
                .formatted(insert.table(), listed(columns), listed(values), listed(arrays), listed(names)));
    }

    private static String listed(List<String> parts) {
        return String.join(", ", parts);
    }

    private Optional<Column> column(List<Column> table, int place) {
        if (insert.columns().isEmpty()) {
            return place < table.size() ? Optional.of(table.get(place)) : Optional.empty();
        }
        String name = insert.columns().get(place);
        return table.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Of the array for a parameter; empty where single ones would be of several types. */
    private static Optional<String> elementType(
            BaseConnection driver, ParameterColumn parameter, String cast, Column column) throws SQLException {
        ParameterType declared = told(driver, parameter.type());
        boolean wanted = declared.kind() == Kind.OPEN
                || (cast.isEmpty() && driver.getTypeInfo().getPGType(declared.name()) == column.oid());
        for (ParameterType ofNull : parameter.typesOfNulls()) {
            ParameterType other = told(driver, ofNull);
            boolean same = other.kind() == Kind.OPEN
                    || other.equals(declared)
                    || (cast.isEmpty() && driver.getTypeInfo().getPGType(other.name()) == column.oid());
            if (!same) {
                return Optional.empty();
            }
        }
        if (wanted) {
            return Optional.of(cast.isEmpty() ? column.type() : cast);
        }
        return declared.kind() == Kind.NAMED ? Optional.empty() : Optional.of("pg_catalog." + declared.name());
    }

    private static ParameterType told(BaseConnection driver, ParameterType type) {
        return type.kind() == Kind.STRING && !driver.getStringVarcharFlag() ? ParameterType.OPEN : type;
    }

    /** Sets the arrays for the rows from this one on, as many as go at once, and answers which row comes next. */
    private int bind(PreparedStatement statement, int from, TimestampUtils texts) throws SQLException {
        List<StringBuilder> literals = new ArrayList<>();
        parameters.forEach(parameter -> literals.add(new StringBuilder()));
        int row = from;
        int size = 0;
        while (row < rows && row - from < MOST_ROWS && size < MOST_CHARACTERS) {
            size = 0;
            for (int i = 0; i < literals.size(); i++) {
                StringBuilder literal = literals.get(i).append(row == from ? '{' : ',');
                parameters.get(i).append(row, texts, literal);
                size += literal.length();
            }
            row++;
        }
        for (int i = 0; i < literals.size(); i++) {
            statement.setObject(i + 1, literals.get(i).append('}').toString(), Types.OTHER);
        }
        return row;
    }
}
