/** The driver in front of a gateway in front of real databases, held against the databases' own drivers. */
@NullMarked
package dev.hoop.gateway.server.jdbc;

import org.jspecify.annotations.NullMarked;
