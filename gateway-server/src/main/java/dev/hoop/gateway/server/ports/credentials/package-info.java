/** What connectors ask of credentials: the secret for a target, leased for a moment. */
@NullMarked
package dev.hoop.gateway.server.ports.credentials;

import org.jspecify.annotations.NullMarked;
