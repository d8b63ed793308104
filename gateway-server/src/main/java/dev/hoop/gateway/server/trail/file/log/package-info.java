/** The log: one appender, group commit, segments, signed checkpoints, and what happens when the disk is full, slow or was torn. */
@NullMarked
package dev.hoop.gateway.server.trail.file.log;

import org.jspecify.annotations.NullMarked;
