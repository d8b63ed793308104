package dev.hoop.gateway.server.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A database reached twice: by its own driver, and through a gateway. */
interface Bench {
    Database database();

    /** By the database's own driver; for what a test expects, and for looking at what it did. */
    Connection direct();

    /** By {@code jdbc:hoop:}; a new one for each test. */
    Connection through();

    /** Where {@link #through} goes. */
    String url();

    /** A new one for the user {@code sue}. */
    String token();

    /** A new one for the user {@code ann}, who sees everything unmasked. */
    String seeingToken();

    /** A new one for the user {@code tim}, whose results are cut off after {@link #ROWS_OF_CAPPED}. */
    String cappedToken();

    /** A new one for the user {@code mia}, who sees everything unmasked, and may define code and call it. */
    String makingToken();

    int ROWS_OF_CAPPED = 3;

    /** Where the driver differs from the database's own, on purpose: {@code column getter}, with the reason beside it. */
    Set<String> differences();

    /** Parameters of types that only this database has, by the column of {@code numbers} that takes them. */
    Map<String, Setter> ownTypes();

    /** Calls of routines that the schema made. */
    List<Call> calls();

    /** Rows of the table {@code numbers}, as the database's own driver sees them. */
    int count() throws SQLException;
}
