/** Reads a trail back with nothing but its files and the public key, and says what is wrong with it. */
@NullMarked
package dev.hoop.gateway.server.trail.file.verify;

import org.jspecify.annotations.NullMarked;
