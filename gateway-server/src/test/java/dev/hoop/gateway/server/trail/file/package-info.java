/** The trail in files, attacked. */
@NullMarked
package dev.hoop.gateway.server.trail.file;

import org.jspecify.annotations.NullMarked;
