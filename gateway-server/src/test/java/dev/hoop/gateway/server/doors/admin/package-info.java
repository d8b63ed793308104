/** The door for people, from inside. */
@NullMarked
package dev.hoop.gateway.server.doors.admin;

import org.jspecify.annotations.NullMarked;
