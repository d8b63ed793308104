/** The remote protocol's messages and their codec: pure functions between bytes and values, one copy for both ends. */
@NullMarked
package dev.hoop.gateway.api.wire;

import org.jspecify.annotations.NullMarked;
