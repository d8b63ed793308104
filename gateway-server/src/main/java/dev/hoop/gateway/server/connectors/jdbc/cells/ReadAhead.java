package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;

/**
 * Reads the next block of rows on another thread while those of the one before are handed on, so that the database works meanwhile. At most
 * one block is read ahead. Only the other thread touches the driver's rows, until this is {@linkplain #stop stopped}. Used by one thread.
 */
final class ReadAhead {
    /** Most blocks are there sooner, and the connection can go on; a cancel costs round trips. */
    private static final long PATIENCE_MILLIS = 100;

    private final ResultSet from;
    private final LongPredicate isHere;
    private final Executor reader;
    private RowBlock block;
    private CompletableFuture<RowBlock> coming;

    /**
     * @param count how many rows have been read
     * @param isHere whether the row behind so many can be had without waiting for the database; asked on any thread
     */
    ReadAhead(ResultSet from, CellReader[] readers, long count, LongPredicate isHere, Executor reader) {
        this.from = from;
        this.isHere = isHere;
        this.reader = reader;
        this.block = new RowBlock(readers);
        this.coming = reading(new RowBlock(readers), count);
    }

    private CompletableFuture<RowBlock> reading(RowBlock into, long behind) {
        return CompletableFuture.supplyAsync(() -> into.fill(from, behind, isHere), reader);
    }

    boolean next() throws SQLException {
        while (!block.next()) {
            block.requireWhole();
            if (block.isLast()) {
                return false;
            }
            RowBlock empty = block;
            block = coming.join(); // bounded as the driver's own waiting is: a cancel ends it
            if (!block.isLast()) {
                coming = reading(empty, block.end());
            }
        }
        return true;
    }

    void read(int begin, int end, CellSink sink) throws SQLException {
        block.read(begin, end, sink);
    }

    private boolean isSoonDone() {
        try {
            coming.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return true; // is met again by whoever looks at what was read
        }
        return true;
    }

    /** The column in which reading has failed. */
    int failedColumn() {
        return block.failedColumn();
    }

    /** Whether no thread has to be waited for to have the next row. */
    boolean isHere() {
        return block.hasNext() || block.isLast() || coming.isDone();
    }

    /**
     * Waits until the driver's rows are touched by nobody.
     *
     * @param leave called when that takes long
     * @throws SQLException if reading rows that nobody asked for yet has failed
     */
    void stop(Runnable leave) throws SQLException {
        try {
            if (!isSoonDone()) {
                leave.run();
            }
            coming.join().requireWhole();
        } catch (RuntimeException e) { // nobody knows what the driver has left unread
            throw new SQLException("reading ahead broke off", "08006", e);
        }
    }
}
