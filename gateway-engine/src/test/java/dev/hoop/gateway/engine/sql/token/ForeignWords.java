package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Words that JSqlParser gives a meaning and the database does not: there they are names, and must be read as names. Without
 * this a column called {@code prior} or {@code top} would vanish from the tree.
 */
final class ForeignWords {
    private static final String EVERYWHERE = """
            SEL PREFERRING PREWHERE SETTINGS FBV EMIT CONNECT_BY_ROOT NOCYCLE UNPIVOT INCLUDES EXCLUDES SAFE_CAST TRY_CAST \
            TRY_CONVERT SAFE_CONVERT NOLOCK SIBLINGS IIF XMLDATA""";

    private static final Set<String> POSTGRESQL = words("""
            MINUS TOP QUALIFY PIVOT PRIOR SAMPLE SEMI FINAL KILL SCRIPT FILE ERRORS VERIFY CONNECT STRAIGHT_JOIN \
            SQL_CALC_FOUND_ROWS SQL_NO_CACHE SQL_CACHE XOR REGEXP RLIKE DIV MEMBER OPTIMIZE EXTEND DISTINCTROW CASEWHEN OUTPUT \
            USE FORCE IGNORE PUBLIC SEPARATOR GUARD RESTRICTED PERCENT APPLY DUPLICATE""");

    private static final Set<String> MYSQL = words("""
            TOP QUALIFY PIVOT PRIOR SAMPLE SEMI FINAL SCRIPT VERIFY CONNECT EXTEND CASEWHEN OUTPUT PUBLIC ILIKE SIMILAR ISNULL NOTNULL CSV TABLESAMPLE \
            OVERLAPS""");

    private static final Set<String> H2 = words("""
            PIVOT PRIOR SAMPLE SEMI KILL FILE ERRORS VERIFY CONNECT STRAIGHT_JOIN SQL_CALC_FOUND_ROWS SQL_NO_CACHE SQL_CACHE \
            XOR RLIKE DIV MEMBER OPTIMIZE EXTEND DISTINCTROW OUTPUT FORCE PUBLIC""");

    private static final int LONGEST = 19;

    private ForeignWords() {}

    private static Set<String> words(String own) {
        return new HashSet<>(List.of((EVERYWHERE + " " + own).split(" ", -1)));
    }

    static boolean contains(Dialect dialect, String word) {
        return word.length() <= LONGEST && of(dialect).contains(Ascii.upper(word));
    }

    private static Set<String> of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
            case H2 -> H2;
            case SHELL -> throw dialect.notSql();
        };
    }
}
