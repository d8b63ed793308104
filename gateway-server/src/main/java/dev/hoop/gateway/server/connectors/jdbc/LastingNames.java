package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.Dialect;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows definitions behind which every name means what it meant, and beside which the database lets others read and write, for minutes
 * perhaps: nobody is to wait for them. Whatever else a definition is, it is taken to give names another meaning.
 */
final class LastingNames {
    private static final int OPTIONS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    private static final Pattern COMMENT = Pattern.compile("\\s*comment\\s+on\\s.*", OPTIONS);

    /** Quotes, comments and a second statement, in which the signs looked for below may stand and mean nothing. */
    private static final Pattern UNSURE = Pattern.compile("['\"`$;#]|--|/\\*");

    private static final String PART = "(?:[\\p{L}_][\\p{L}\\p{N}_]*|\"[^\"]+\"|`[^`]+`)";
    private static final Pattern TABLE = Pattern.compile(
            "\\s*alter\\s+(?:online\\s+)?table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + PART + "(?:\\." + PART
                    + ")*\\s+",
            OPTIONS);

    private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");

    private static final String CONSTRAINT =
            "validate\\s+constraint\\b.*" + "|add\\s+(?:constraint|unique|primary\\s+key|foreign\\s+key|check)\\b.*";
    private static final Pattern ACTION = Pattern.compile(CONSTRAINT, OPTIONS);
    private static final Pattern MYSQL_ACTION = Pattern.compile(
            CONSTRAINT
                    + "|add\\s+(?:index|key|fulltext|spatial)\\b.*"
                    + "|(?:algorithm|lock|engine)\\s*=?\\s*\\w+|force",
            OPTIONS);

    private LastingNames() {}

    /** @param statement one, which is understood */
    static boolean after(String statement, Dialect dialect) {
        if (COMMENT.matcher(statement).matches()) {
            return true;
        }
        Matcher table = TABLE.matcher(statement);
        if (!table.lookingAt()) {
            return false;
        }
        String actions = statement.substring(table.end());
        Pattern known = dialect == Dialect.MARIADB || dialect == Dialect.MYSQL ? MYSQL_ACTION : ACTION;
        return !UNSURE.matcher(actions).find()
                && Arrays.stream(flat(actions).split(",", -1))
                        .allMatch(action -> known.matcher(action.strip()).matches());
    }

    /** Without what stands in brackets. */
    private static String flat(String actions) {
        String rest = actions;
        String before = "";
        while (!rest.equals(before)) {
            before = rest;
            rest = INNERMOST.matcher(before).replaceAll(" ");
        }
        return rest;
    }
}
