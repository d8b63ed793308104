package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.server.ports.audit.SessionOpening;
import java.nio.file.Path;

/**
 * A recording that is complete.
 *
 * @param sha256 the digest of the whole file, in hexadecimal
 */
public record ClosedRecording(SessionOpening opening, Path file, long frames, String sha256) {}
