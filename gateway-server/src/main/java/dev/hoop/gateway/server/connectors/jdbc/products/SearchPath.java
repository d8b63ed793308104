package dev.hoop.gateway.server.connectors.jdbc.products;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which schemas a PostgreSQL session looks names up, those included that do not exist yet: another session may make one at any time, and
 * the database then looks there at once.
 */
final class SearchPath {
    /** {@code a} or {@code "a""b"}, up to the comma. */
    private static final Pattern SCHEMA = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")*)\"|([^\",\\s]+))\\s*(?:,|$)");

    private static final String USER = "$user";
    private static final String TEMPORARY = "pg_temp";
    private static final Set<String> IMPLIED = Set.of("pg_catalog", TEMPORARY);

    private SearchPath() {}

    /**
     * The path.
     *
     * @param searched where the session looks now, and what it does not name is implied
     * @param setting the value of search_path
     * @param shut schemas that the account may not look into
     */
    static List<String> of(List<String> searched, String setting, String user, List<String> shut) {
        List<String> named = new ArrayList<>();
        Matcher schema = SCHEMA.matcher(setting);
        int end = 0;
        while (end < setting.length() && schema.find() && schema.start() == end) {
            end = schema.end();
            named.add(name(schema, user));
        }
        named.replaceAll(name -> name.equals(TEMPORARY) ? temporary(searched) : name);
        List<String> implied =
                searched.stream().filter(name -> !named.contains(name)).toList();
        if (end < setting.length() || !implied.stream().allMatch(SearchPath::isImplied)) {
            return searched; // written in a way of its own
        }
        List<String> path = new ArrayList<>(implied);
        named.stream().filter(name -> !shut.contains(name)).distinct().forEach(path::add);
        return path;
    }

    private static String name(Matcher schema, String user) {
        String quoted = schema.group(1);
        String name = quoted == null ? schema.group(2).toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
        return name.equals(USER) ? user : name;
    }

    /** The real name of the session's own schema, if there is one yet. */
    private static String temporary(List<String> searched) {
        return searched.stream()
                .filter(name -> name.startsWith(TEMPORARY + "_"))
                .findFirst()
                .orElse(TEMPORARY);
    }

    private static boolean isImplied(String name) {
        return IMPLIED.contains(name) || name.startsWith(TEMPORARY + "_");
    }
}
