package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import java.util.List;
import java.util.Map;

/**
 * The settings of a target session that change what a text means.
 *
 * @param database the current database, the catalog of every name
 * @param searchPath the schemas in which unqualified names are looked up, in order, spelled as the catalogue does, implied ones included
 * @param lexical the settings that change how a text splits into tokens, by their own names ({@code standard_conforming_strings}, {@code
 *     sql_mode}, {@code client_encoding}, …), as the target reports them
 * @param named the cursors and prepared statements of the session
 */
public record SessionSettings(
        Dialect dialect, String database, List<String> searchPath, Map<String, String> lexical, NamedStatements named) {
    public SessionSettings(Dialect dialect, String database, List<String> searchPath, Map<String, String> lexical) {
        this(dialect, database, searchPath, lexical, NamedStatements.NONE);
    }

    /** The same settings in a session that has named other statements. */
    public SessionSettings with(NamedStatements others) {
        return others.equals(named) ? this : new SessionSettings(dialect, database, searchPath, lexical, others);
    }

    public SessionSettings {
        searchPath = List.copyOf(searchPath);
        lexical = Map.copyOf(lexical);
    }
}
