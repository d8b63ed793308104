/** The story that {@code hoop demo} tells: a gateway, a database, two people. */
@NullMarked
package dev.hoop.gateway.server.assembly.demo;

import org.jspecify.annotations.NullMarked;
