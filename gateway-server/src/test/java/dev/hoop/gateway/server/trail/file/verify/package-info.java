@NullMarked
package dev.hoop.gateway.server.trail.file.verify;

import org.jspecify.annotations.NullMarked;
