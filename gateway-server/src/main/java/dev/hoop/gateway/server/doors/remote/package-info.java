/** The door for the JDBC driver and other clients of the remote protocol. */
@NullMarked
package dev.hoop.gateway.server.doors.remote;

import org.jspecify.annotations.NullMarked;
