@NullMarked
package dev.hoop.gateway.server.doors.ssh;

import org.jspecify.annotations.NullMarked;
