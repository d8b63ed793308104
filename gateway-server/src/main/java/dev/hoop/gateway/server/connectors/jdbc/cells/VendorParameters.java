package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Value;
import java.io.IOException;
import java.io.Reader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.h2.api.H2Type;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PGobject;

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

    VendorParameters POSTGRESQL = new VendorParameters() {
        @Override
        public void array(PreparedStatement statement, int index, Value.Array array) throws SQLException {
            // the driver knows its types by one name each, and applications say "integer" for "int4"
            String type = statement
                    .getConnection()
                    .unwrap(BaseConnection.class)
                    .getTypeInfo()
                    .getTypeForAlias(array.elementTypeName());
            set(statement, index, type + "[]", PostgreSqlArray.literal(array));
        }

        @Override
        public void special(PreparedStatement statement, int index, Value.Vendor value) throws SQLException {
            set(statement, index, value.typeName(), value.text());
        }

        /** Its driver makes a large object of a Clob and takes no reader in its place. */
        @Override
        public void clob(PreparedStatement statement, int index, Content<Reader> text, long length)
                throws SQLException {
            statement.setClob(index, new GivenClob(text, length));
        }

        private static void set(PreparedStatement statement, int index, String type, String text) throws SQLException {
            PGobject object = new PGobject();
            object.setType(type);
            object.setValue(text);
            statement.setObject(index, object);
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
