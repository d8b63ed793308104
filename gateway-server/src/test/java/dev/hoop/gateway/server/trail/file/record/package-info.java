@NullMarked
package dev.hoop.gateway.server.trail.file.record;

import org.jspecify.annotations.NullMarked;
