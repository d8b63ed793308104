package dev.hoop.gateway.api.value;

/**
 * One parameter of a statement: the value, and the type the caller declared for it.
 *
 * @param jdbcType a constant of {@link java.sql.Types}, or {@link #UNDECLARED} when the caller used a setter that names none
 * @param typeName the database's type name where the caller gave one ({@code setNull(int, int, String)}), else empty
 */
public record Parameter(Value value, int jdbcType, String typeName) {
    /** No declared type: the target's driver chooses by the value. Outside the range of every JDBC type code. */
    public static final int UNDECLARED = Integer.MIN_VALUE;

    public static Parameter of(Value value) {
        return new Parameter(value, UNDECLARED, "");
    }
}
