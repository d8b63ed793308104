@NullMarked
package dev.hoop.gateway.server.doors.remote;

import org.jspecify.annotations.NullMarked;
