/** The state database itself, on H2 and PostgreSQL. */
@NullMarked
package dev.hoop.gateway.server.stores;

import org.jspecify.annotations.NullMarked;
