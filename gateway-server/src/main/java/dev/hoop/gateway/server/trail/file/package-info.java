/** The trail in files: a signed log and encrypted recordings, verifiable with nothing but the files and a public key. */
@NullMarked
package dev.hoop.gateway.server.trail.file;

import org.jspecify.annotations.NullMarked;
