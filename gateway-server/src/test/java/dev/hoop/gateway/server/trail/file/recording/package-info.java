@NullMarked
package dev.hoop.gateway.server.trail.file.recording;

import org.jspecify.annotations.NullMarked;
