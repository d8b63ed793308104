package dev.hoop.gateway.server.trail.file.verify;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The recordings that a trail speaks of.
 *
 * @param since recordings that were closed before this moment may be gone: nobody keeps them longer
 */
public record KeptRecordings(Path directory, Instant since) {}
