package dev.hoop.gateway.server.trail.file.log;

import java.io.IOException;

/** Takes signed checkpoints to where they are kept: beside the log, or in a place of which the log's owner is not the master. */
public interface CheckpointSink {
    /**
     * Keeps one checkpoint. It says everything its predecessors said, so that one that was missed is no loss.
     *
     * @param segment the first sequence of the segment it was signed in
     * @param note the signed note, ended by a line break
     * @throws IOException if it was not kept; the next one is tried all the same
     */
    void keep(long segment, String note) throws IOException;
}
