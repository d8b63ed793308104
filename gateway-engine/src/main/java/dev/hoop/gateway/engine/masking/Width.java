package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import java.sql.Types;

/** How many characters a column holds. */
final class Width {
    private Width() {}

    /** The declared length of a character column, or no bound where there is none or it is not known. */
    static int of(Column column) {
        return switch (column.jdbcType()) {
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR ->
                column.precision() > 0 ? column.precision() : Integer.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }
}
