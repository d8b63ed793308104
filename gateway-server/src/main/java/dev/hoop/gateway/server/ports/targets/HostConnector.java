package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.SubjectName;

/** Serves targets on which commands run, of one type. Thread-safe. */
public interface HostConnector extends AutoCloseable {
    /** A session's hold on the target. Cheap: a connection is made when something runs. */
    HostLink open(Target target, Guest guest);

    /**
     * Goes there once with the target's credential, and runs nothing.
     *
     * @throws TargetException if the target cannot be reached
     */
    void probe(Target target, Guest guest);

    /** Ends every connection. */
    @Override
    void close();

    /** On whose behalf the gateway comes; a target may write it down, and never decides by it. */
    record Guest(SubjectName subject, SessionId session) {}
}
