package dev.hoop.gateway.engine;

/** That a statement touches an object, and how. */
public record ObjectUse(ObjectName object, Type type, Access access) {
    /** What sort of object. */
    public enum Type {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN_TABLE,
        SEQUENCE,
        FUNCTION,
        SCHEMA,
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
