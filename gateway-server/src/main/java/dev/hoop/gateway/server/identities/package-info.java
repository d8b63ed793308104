/** Ways to find out who brings a token: issued by the gateway, or by an identity provider. */
@NullMarked
package dev.hoop.gateway.server.identities;

import org.jspecify.annotations.NullMarked;
