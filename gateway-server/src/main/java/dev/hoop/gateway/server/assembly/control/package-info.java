/** How the command line reaches a gateway that runs on the same machine under the same user: a socket in the data directory. */
@NullMarked
package dev.hoop.gateway.server.assembly.control;

import org.jspecify.annotations.NullMarked;
