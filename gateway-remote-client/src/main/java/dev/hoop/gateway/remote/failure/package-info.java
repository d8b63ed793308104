/** One exception per way a conversation with a gateway fails; all are {@link dev.hoop.gateway.api.GatewayException}s with a stable code. */
@NullMarked
package dev.hoop.gateway.remote.failure;

import org.jspecify.annotations.NullMarked;
