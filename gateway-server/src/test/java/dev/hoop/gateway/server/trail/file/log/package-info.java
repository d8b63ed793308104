@NullMarked
package dev.hoop.gateway.server.trail.file.log;

import org.jspecify.annotations.NullMarked;
