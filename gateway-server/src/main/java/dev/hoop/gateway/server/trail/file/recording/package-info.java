/** Recordings of sessions: what the subject saw, encrypted with a key of each session's own. The format is documented in docs/trail.md. */
@NullMarked
package dev.hoop.gateway.server.trail.file.recording;

import org.jspecify.annotations.NullMarked;
