package dev.hoop.gateway.server.connectors.jdbc;

/**
 * How many rows are asked of the target at a time.
 *
 * @param first those asked for when the statement is executed
 * @param further those asked for whenever the ones before have been read
 */
record FetchSize(int first, int further) {
    /** Enough for a page of rows and for the first message of them; the first of many should not wait for all others of a fetch. */
    private static final int FIRST_OF_MANY = 192;

    static FetchSize all(int rows) {
        return new FetchSize(rows, rows);
    }

    /** For rows of which nobody knows yet how many will be wanted. */
    static FetchSize fewFirst(int rows) {
        return new FetchSize(Math.min(rows, FIRST_OF_MANY), rows);
    }

    boolean differ() {
        return first != further;
    }
}
