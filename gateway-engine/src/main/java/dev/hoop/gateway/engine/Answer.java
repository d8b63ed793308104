package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.wire.Notice;
import java.util.List;
import java.util.Optional;

/** What came back for one statement: results in order, then warnings. Lazy: the next result is fetched when it is asked for. */
public interface Answer extends AutoCloseable {
    /** The next result, or empty when there is none. The rows of the result before are closed. */
    Optional<Result> next();

    /** The warnings so far. */
    List<Notice> warnings();

    /** Ends the statement at the target; in autocommit its effect stands. */
    @Override
    void close();

    /**
     * As {@link #close}, but may leave it to the caller to have written down how the statement ended, by what is returned: at once after the
     * subject has been told, who need not wait for it.
     */
    default Runnable end() {
        close();
        return () -> {};
    }
}
