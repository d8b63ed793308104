package dev.hoop.gateway.engine.sql.function;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.function.BuiltIn.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The built-in functions of one dialect, by lower-case name. What is not here is not known. Immutable. */
public final class BuiltIns {
    private static final BuiltIns POSTGRESQL =
            new BuiltIns(PostgresqlFunctions.LISTS, PostgresqlFunctions.OPERATORS, words(PostgresqlFunctions.ROWS));
    private static final BuiltIns MYSQL = new BuiltIns(MysqlFunctions.LISTS, MysqlFunctions.OPERATORS, Set.of());
    private static final BuiltIns H2 = new BuiltIns(H2Functions.LISTS, H2Functions.OPERATORS, Set.of());

    private final Map<String, BuiltIn> functions = new HashMap<>();
    private final Set<String> columns = new HashSet<>();
    private final Set<String> operators;
    private final Set<String> givingRows;

    private BuiltIns(Map<Kind, String> lists, String operators, Set<String> givingRows) {
        lists.forEach(this::add);
        this.operators = words(operators);
        this.givingRows = givingRows;
    }

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+", -1));
    }

    private void add(Kind kind, String list) {
        for (String entry : list.strip().split("\\s+", -1)) {
            int bracket = entry.indexOf('(');
            if (bracket < 0) {
                functions.put(entry, new BuiltIn(entry, kind, List.of()));
            } else {
                String name = entry.substring(0, bracket);
                List<String> columns =
                        List.of(entry.substring(bracket + 1, entry.length() - 1).split(",", -1));
                this.columns.addAll(columns);
                functions.put(name, new BuiltIn(name, kind, columns));
            }
        }
    }

    public static BuiltIns of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
            case H2 -> H2;
            case SHELL -> throw dialect.notSql();
        };
    }

    /** The function of that name; names are compared without regard to case, as folding has been done before. */
    public Optional<BuiltIn> find(String name) {
        return Optional.ofNullable(functions.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the function multiplies or drops the rows of the select list it stands in, by its arguments' values. */
    public boolean givesRows(BuiltIn function) {
        return givingRows.contains(function.name());
    }

    /** Whether some function gives rows with a column of that name. */
    public boolean hasColumn(String name) {
        return columns.contains(name);
    }

    /** Whether the sign is an operator of the database's own. */
    public boolean hasOperator(String sign) {
        return operators.contains(sign);
    }
}
