package dev.hoop.gateway.engine;

/**
 * The identity of an object in the target's catalogue, in the catalogue's own spelling after folding, truncation and search-path
 * resolution.
 *
 * @param catalog the database name; empty where the dialect has none below the target
 * @param schema the schema (for MySQL and MariaDB, the database)
 */
public record ObjectName(String catalog, String schema, String name) {
    /** {@code schema.name}, as people write it. */
    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
