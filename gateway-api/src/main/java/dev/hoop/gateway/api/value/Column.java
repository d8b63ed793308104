package dev.hoop.gateway.api.value;

/**
 * Describes one column of a result as {@link java.sql.ResultSetMetaData} would, after masking.
 *
 * @param jdbcType a constant of {@link java.sql.Types}
 * @param nullable {@code columnNoNulls}, {@code columnNullable} or {@code columnNullableUnknown} of {@link java.sql.ResultSetMetaData}
 * @param traits a set of the {@code TRAIT_} bits
 */
public record Column(
        String label,
        String name,
        String table,
        String schema,
        String catalog,
        int jdbcType,
        String typeName,
        String className,
        int precision,
        int scale,
        int displaySize,
        int nullable,
        int traits) {
    public static final int TRAIT_AUTO_INCREMENT = 1;
    public static final int TRAIT_CASE_SENSITIVE = 2;
    public static final int TRAIT_SEARCHABLE = 4;
    public static final int TRAIT_CURRENCY = 8;
    public static final int TRAIT_SIGNED = 16;
    public static final int TRAIT_READ_ONLY = 32;
    /** The values of this column are masked for this subject. */
    public static final int TRAIT_MASKED = 64;

    public boolean has(int trait) {
        return (traits & trait) != 0;
    }

    /** The same column marked as masked. */
    public Column masked() {
        return new Column(
                label,
                name,
                table,
                schema,
                catalog,
                jdbcType,
                typeName,
                className,
                precision,
                scale,
                displaySize,
                nullable,
                traits | TRAIT_MASKED);
    }
}
