package dev.hoop.gateway.benchmarks.load.work;

import java.util.Locale;

/** All that is measured, by name. */
public enum Works {
    /** One row by its key. */
    POINT("one row by key", Measure.P50),
    /** A hundred rows by a range of keys. */
    PAGE("100 rows by a range of keys", Measure.P50),
    /** All hundred thousand rows. */
    SCAN("all 100,000 rows, rows/s", Measure.RATE),
    /** One row changed and committed. */
    UPDATE("update of one row, autocommit", Measure.P50),
    /** The same in a table that survives a crash. */
    LOGGED("update of one row, autocommit, logged", Measure.P50),
    /** A connection and one statement. */
    CONNECT("connect, select 1, close, per second", Measure.RATE),
    /** Ten thousand rows in batches of five hundred. */
    BATCH("batch insert, rows/s", Measure.RATE),
    /** One value of a megabyte. */
    BINARY("1 MB binary, per second", Measure.RATE),
    /** The first row of all. */
    FIRST("first row of the scan", Measure.P50),
    /** One row by its key, from eight threads. */
    POINT8("one row by key, 8 connections, per second", Measure.RATE),
    /** One row by its key, from thirty-two threads. */
    POINT32("one row by key, 32 connections, per second", Measure.RATE);

    /** What is compared. */
    public enum Measure {
        /** Microseconds of the median step: less is better. */
        P50,
        /** Units a second: more is better. */
        RATE
    }

    private final String title;
    private final Measure measure;

    Works(String title, Measure measure) {
        this.title = title;
        this.measure = measure;
    }

    /** What a table calls it. */
    public String title() {
        return title;
    }

    public Measure measure() {
        return measure;
    }

    /** The work of that name. */
    public static Works named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** A new one, not open yet. */
    public Work make() {
        return switch (this) {
            case POINT -> new Repeated(Customers::point);
            case PAGE -> new Repeated(Customers::page);
            case SCAN -> new Repeated(Customers::scan);
            case UPDATE -> new Repeated(Customers::update);
            case LOGGED -> new Repeated(Customers::loggedUpdate);
            case CONNECT -> new Reconnect();
            case BATCH -> new Repeated(Customers::batch);
            case BINARY -> new Repeated(Customers::binary);
            case FIRST -> new Repeated(Customers::firstRow);
            case POINT8 -> new Together(8, () -> new Repeated(Customers::point));
            case POINT32 -> new Together(32, () -> new Repeated(Customers::point));
        };
    }
}
