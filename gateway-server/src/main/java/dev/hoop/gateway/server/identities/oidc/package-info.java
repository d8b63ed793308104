/** People who sign in at an OpenID provider with their browser. */
@NullMarked
package dev.hoop.gateway.server.identities.oidc;

import org.jspecify.annotations.NullMarked;
