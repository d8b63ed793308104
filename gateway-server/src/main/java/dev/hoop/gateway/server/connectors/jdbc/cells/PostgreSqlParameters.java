package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Value;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.core.TypeInfo;
import org.postgresql.util.PGobject;

/** PostgreSQL's driver finds the number of a type by its name once, and keeps it, or that there is none, for as long as it is connected. */
final class PostgreSqlParameters implements VendorParameters {
    private static final int FIRST_OF_USERS = 16_384;

    private final Consumer<Connection> learnt;

    PostgreSqlParameters(Consumer<Connection> learnt) {
        this.learnt = learnt;
    }

    @Override
    public void array(PreparedStatement statement, int index, Value.Array array) throws SQLException {
        // the driver knows its types by one name each, and applications say "integer" for "int4"
        set(
                statement,
                index,
                types(statement).getTypeForAlias(array.elementTypeName()) + "[]",
                PostgreSqlArray.literal(array));
    }

    @Override
    public void special(PreparedStatement statement, int index, Value.Vendor value) throws SQLException {
        set(statement, index, value.typeName(), value.text());
    }

    /** Its driver makes a large object of a Clob and takes no reader in its place. */
    @Override
    public void clob(PreparedStatement statement, int index, Content<Reader> text, long length) throws SQLException {
        statement.setClob(index, new GivenClob(text, length));
    }

    private void set(PreparedStatement statement, int index, String type, String text) throws SQLException {
        long number = Integer.toUnsignedLong(types(statement).getPGType(type));
        if (number == Oid.UNSPECIFIED || number >= FIRST_OF_USERS) {
            learnt.accept(statement.getConnection());
        }
        PGobject object = new PGobject();
        object.setType(type);
        object.setValue(text);
        statement.setObject(index, object);
    }

    private static TypeInfo types(PreparedStatement statement) throws SQLException {
        return statement.getConnection().unwrap(BaseConnection.class).getTypeInfo();
    }
}
