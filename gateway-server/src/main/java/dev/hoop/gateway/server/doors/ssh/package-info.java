/** The door for SSH: logins, commands, files and terminals of any SSH client. */
@NullMarked
package dev.hoop.gateway.server.doors.ssh;

import org.jspecify.annotations.NullMarked;
