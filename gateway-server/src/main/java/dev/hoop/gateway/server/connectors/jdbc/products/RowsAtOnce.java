package dev.hoop.gateway.server.connectors.jdbc.products;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** The rows of a batch of inserts, which a product can take many at a time. Used once. */
public interface RowsAtOnce {
    /**
     * Inserts all, or some and answers false; in a transaction that the caller then undoes.
     *
     * @param stopped whether the statement was cancelled; asked between one part and the next
     * @return whether this did what inserting one row after another does, and each was inserted
     * @throws SQLException what the database says, which may be other than it would say of a single row
     */
    boolean insert(Connection connection, BooleanSupplier stopped) throws SQLException;

    /** What is known of the table now. */
    InsertedTable table();
}
