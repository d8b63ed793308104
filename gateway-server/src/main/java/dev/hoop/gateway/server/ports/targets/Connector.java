package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.sql.Catalogue;

/** Serves the targets of one type. Thread-safe. */
public interface Connector extends AutoCloseable {
    /**
     * What is known of the target before a session has a link to it: product, metadata answers, settings a new link begins with.
     *
     * @throws TargetException if the target cannot be reached
     */
    TargetProfile profile(Target target);

    /**
     * The target's catalogue, from memory unless it is too old or was {@linkplain #forget forgotten}.
     *
     * @throws TargetException if it cannot be read
     */
    Catalogue catalogue(Target target);

    /**
     * The target's catalogue, read since this was called: for a name that is not known, since somebody may have defined it elsewhere. May
     * wait a moment, so that a target is not read for each of many such names.
     *
     * @throws TargetException if it cannot be read
     */
    Catalogue catalogueNow(Target target);

    /** Makes the next {@link #catalogue} read afresh: a statement may have changed definitions. */
    void forget(Target target);

    /**
     * A session's hold on the target. Cheap: a connection is taken only when something runs.
     *
     * @param zone the subject's time zone
     */
    TargetLink open(Target target, java.time.ZoneId zone);

    /**
     * Goes there once with the target's credential, past every pool, and runs nothing of anybody's.
     *
     * @throws TargetException if the target cannot be reached
     */
    void probe(Target target);

    /** Ends every pool and connection. */
    @Override
    void close();
}
