/** Where the gateway keeps its state: one SQL schema, on embedded H2 or PostgreSQL. */
@NullMarked
package dev.hoop.gateway.server.stores;

import org.jspecify.annotations.NullMarked;
