package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the catalogue knows of types that are not built in, as far as it changes what a statement means.
 *
 * @param fields the names of all fields of composite types
 * @param conversions the functions of users that run wherever a value of the type is converted, said or not, by the type's name; by an empty
 *     name those that convert built-in types, and so may run anywhere
 */
public record UserTypes(Set<String> fields, Map<String, Set<ObjectName>> conversions) {
    /** Of a database that has none, or whose types change nothing. */
    public static final UserTypes NONE = new UserTypes(Set.of(), Map.of());

    public UserTypes {
        fields = Set.copyOf(fields);
        conversions = Map.copyOf(conversions);
    }

    /** The functions that run for a value of a type that is named as a driver names it, with its schema and quotes or without, or for an array of it. */
    Set<ObjectName> conversions(String typeName) {
        String written = plain(typeName);
        Set<ObjectName> run = new HashSet<>();
        conversions.forEach((type, functions) -> {
            if (!type.isEmpty()
                    && written.contains(plain(type))) { // rather one too many than a spelling nobody thought of
                run.addAll(functions);
            }
        });
        return run;
    }

    private static String plain(String name) {
        return name.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
