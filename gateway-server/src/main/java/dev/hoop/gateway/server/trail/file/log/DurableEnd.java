package dev.hoop.gateway.server.trail.file.log;

import dev.hoop.gateway.server.trail.file.record.Position;

/**
 * Up to where the log is on the disk.
 *
 * @param segment the first sequence of the segment being written
 */
record DurableEnd(Position position, long segment) {}
