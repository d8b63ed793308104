/** The format of the trail: one record as a line, its hashes, the Merkle tree over all records, and signed checkpoints. Documented in docs/trail.md. */
@NullMarked
package dev.hoop.gateway.server.trail.file.record;

import org.jspecify.annotations.NullMarked;
