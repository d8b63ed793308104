package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.VendorParameters;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

/** What differs between database products. Thread-safe, and one for each target; connections are the driver's own, not a pool's. */
public interface Product {
    /** The product whose driver understands the URL. */
    static Optional<Product> of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return Optional.of(new PostgreSql());
        }
        if (url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")) {
            return Optional.of(new MySql());
        }
        if (url.startsWith("jdbc:h2:")) {
            return Optional.of(new H2());
        }
        return Optional.empty();
    }

    Driver driver();

    /** The URL in the driver's spelling. */
    default String url(String configured) {
        return configured;
    }

    /** What the URL asks for that would break what the gateway promises, as a sentence; empty when nothing does. */
    Optional<String> objection(String url);

    /** Driver properties that every connection is made with. */
    Properties safeguards(Duration connectTimeout);

    /** Reads the settings in force on the connection. */
    SessionSettings settings(Connection connection) throws SQLException;

    /** Reads what the database defines, over a connection that is closed afterwards. */
    Catalogue catalogue(Connection connection) throws SQLException;

    /**
     * The definitions as the session on the connection sees them: with its temporary objects, and with what its open transaction has
     * made. Reads nothing of other sessions' temporary objects.
     *
     * @param shared what all sessions see, as far as it is known
     * @param named objects the session has asked to be made
     */
    Catalogue catalogue(Connection connection, Supplier<Catalogue> shared, Set<ObjectName> named) throws SQLException;

    /**
     * Makes the database look up anew the names in what the connection has prepared. One that prepares a text for good, as soon as it runs
     * often enough, goes on with the objects it had found, whatever stands before them in the search path by now.
     */
    default void planAnew(Connection connection) throws SQLException {}

    /** Whether a definition is part of a transaction, and seen by nobody else until that is committed. */
    default boolean definesInTransactions() {
        return false;
    }

    /** Shows in the target's own list of sessions which application is served, where there is such a list; empty for none. */
    default void application(Connection connection, String name) throws SQLException {}

    /** Whether the driver finds OUT parameters in the open result of a call, which therefore cannot be read itself. */
    default boolean readsOutsFromResult() {
        return false;
    }

    /** Makes the session's zone the subject's, where the product's own driver would have done so. */
    void zone(Connection connection, ZoneId zone) throws SQLException;

    /** Makes a schema current; the default one when it is the same as {@code usual}. */
    void schema(Connection connection, String schema, String usual) throws SQLException;

    /** Makes the coming transactions read-only, or not. */
    void readOnly(Connection connection, Access access) throws SQLException;

    /** Makes the database refuse writes outside transactions too, or not. Where rows are streamed without one, nothing asks for it. */
    default void readsOnly(Connection connection, Access access) throws SQLException {
        throw new SQLFeatureNotSupportedException("writes are refused inside transactions only");
    }

    TransactionState transaction(Connection connection) throws SQLException;

    /** Undoes whatever a session did to the connection. Answers {@code DISCARD} where only a new connection is sure to be clean. */
    Cleaning clean(Connection connection) throws SQLException;

    /** Whether client information of this name is where the database is, which is the gateway's to know. */
    default boolean tellsOfServer(String clientInformation) {
        return false;
    }

    /** Whether the driver's connection keeps what it has found under names of definitions that users make. */
    default boolean keepsNames(Connection connection) {
        return false;
    }

    /** Asks the database, by a way of its own, to stop what runs on the connection. */
    void cancel(Connection connection, Statement running) throws SQLException;

    /** Waits out a cancel that came too late, so that it cannot hit the next statement. */
    void absorbCancel(Connection connection) throws SQLException;

    /** Called before rows are closed early. */
    default Abandoning abandon(Statement running) throws SQLException {
        return Abandoning.CLOSED;
    }

    /** Whether rows are only streamed inside a transaction. */
    default boolean streamsInTransactionOnly() {
        return false;
    }

    /** What stands before a statement to see its plan without running it; empty where plans tell no numbers. */
    default String explains() {
        return "";
    }

    /** How many rows the plan says would be changed. */
    default OptionalLong planned(ResultSet plan) throws SQLException {
        return OptionalLong.empty();
    }

    /** Whether a rollback undoes changes of these tables. */
    default boolean undoes(Connection connection, List<ObjectName> tables) throws SQLException {
        return true;
    }

    /**
     * The rows of a batch, where they can be inserted many at a time. Asks the database nothing yet.
     *
     * @param before the table of the batch before, if nothing else has happened in the transaction since
     */
    default Optional<RowsAtOnce> rowsAtOnce(StatementFacts facts, List<List<Parameter>> rows, InsertedTable before) {
        return Optional.empty();
    }

    CellReaders cells(ZoneId zone, long limitBytes);

    VendorParameters parameters(ZoneId zone);

    /** Whether writes are wanted. */
    enum Access {
        READ_WRITE,
        READ_ONLY
    }

    /** How the rest of the rows is got rid of. */
    enum Abandoning {
        /** By closing them, which reaches nothing else. */
        CLOSED,
        /** By a cancel, which may come late. */
        CANCELLED
    }

    /** How a connection is made fit for another session. */
    enum Cleaning {
        CLEAN,
        DISCARD
    }
}
