package dev.hoop.gateway.engine;

import java.util.List;
import java.util.Optional;

/**
 * That a statement touches an object, and how.
 *
 * @param columns the names of all columns the catalogue gives the object, so that policy can tell whether any of them is protected; empty
 *     when they are not known, and then policy assumes that any may be
 * @param counted the one column whose new value the database tells under another name when a row is inserted, if it has one
 */
public record ObjectUse(ObjectName object, Type type, Access access, List<String> columns, Optional<String> counted) {
    public ObjectUse {
        columns = List.copyOf(columns);
    }

    /** A use of an object whose columns are not known, or which has none. */
    public ObjectUse(ObjectName object, Type type, Access access) {
        this(object, type, access, List.of(), Optional.empty());
    }

    /** The same object, used otherwise. */
    public ObjectUse with(Access other) {
        return new ObjectUse(object, type, other, columns, counted);
    }

    /** What sort of object. */
    public enum Type {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN_TABLE,
        SEQUENCE,
        FUNCTION,
        SCHEMA,
        INDEX,
        /** A type or a domain, or what else has no rows. */
        TYPE,
        /** Named by a statement that creates it, so the catalogue does not know it yet. */
        NEW,
        OTHER
    }

    /** What is done to it. */
    public enum Access {
        READ,
        LOCK,
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE,
        CREATE,
        ALTER,
        DROP,
        EXECUTE,
        GRANT;

        /** Whether the access changes rows or definitions. */
        public boolean writes() {
            return this != READ && this != LOCK && this != EXECUTE;
        }
    }
}
