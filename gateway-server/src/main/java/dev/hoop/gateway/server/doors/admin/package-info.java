/** The door for people: an HTTP interface and server-rendered pages without scripts. */
@NullMarked
package dev.hoop.gateway.server.doors.admin;

import org.jspecify.annotations.NullMarked;
