/** Issued and revoked tokens in the state database. */
@NullMarked
package dev.hoop.gateway.server.stores.tokens;

import org.jspecify.annotations.NullMarked;
