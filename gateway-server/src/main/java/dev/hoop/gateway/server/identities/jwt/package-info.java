/** Tokens of identity providers: JWTs, verified against the provider's published keys. */
@NullMarked
package dev.hoop.gateway.server.identities.jwt;

import org.jspecify.annotations.NullMarked;
