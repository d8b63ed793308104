package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Value;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Consumer;
import org.h2.api.H2Type;

/** How a database's driver takes arrays and values of its own types. */
public interface VendorParameters {
    VendorParameters H2 = new VendorParameters() {
        @Override
        public void array(PreparedStatement statement, int index, Value.Array array) throws SQLException {
            javaArray(statement, index, array);
        }

        @Override
        public void special(PreparedStatement statement, int index, Value.Vendor value) throws SQLException {
            if (value.typeName().toUpperCase(Locale.ROOT).equals("JSON")) {
                statement.setObject(index, value.text(), H2Type.JSON); // a plain string would become a JSON string
            } else {
                statement.setString(index, value.text());
            }
        }
    };

    /**
     * Of MariaDB and MySQL. A moment is written as the wall clock in the zone given: their driver would take this process's.
     *
     * @param zone the caller's
     */
    static VendorParameters mySql(ZoneId zone) {
        return new VendorParameters() {
            @Override
            public void array(PreparedStatement statement, int index, Value.Array array) throws SQLException {
                javaArray(statement, index, array);
            }

            @Override
            public void special(PreparedStatement statement, int index, Value.Vendor value) throws SQLException {
                statement.setString(index, value.text());
            }

            @Override
            public void moment(PreparedStatement statement, int index, OffsetDateTime moment) throws SQLException {
                statement.setObject(index, moment.atZoneSameInstant(zone).toLocalDateTime());
            }
        };
    }

    /**
     * Of PostgreSQL.
     *
     * @param learnt is told each connection whose driver has looked up a type that is not built in
     */
    static VendorParameters postgreSql(Consumer<Connection> learnt) {
        return new PostgreSqlParameters(learnt);
    }

    /** Sets a moment where the parameter was declared as one. */
    default void moment(PreparedStatement statement, int index, OffsetDateTime moment) throws SQLException {
        statement.setObject(index, moment, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    void array(PreparedStatement statement, int index, Value.Array array) throws SQLException;

    /** Sets a text that was given as a CLOB. */
    default void clob(PreparedStatement statement, int index, Content<Reader> text, long length) throws SQLException {
        try {
            statement.setClob(index, text.open(), length);
        } catch (IOException e) {
            throw new SQLException("the content of a large parameter cannot be read", "58030", e);
        }
    }

    void special(PreparedStatement statement, int index, Value.Vendor value) throws SQLException;

    private static void javaArray(PreparedStatement statement, int index, Value.Array array) throws SQLException {
        statement.setArray(
                index, statement.getConnection().createArrayOf(array.elementTypeName(), JavaValues.elements(array)));
    }
}
