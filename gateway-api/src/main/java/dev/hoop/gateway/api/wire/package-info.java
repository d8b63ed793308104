/** The remote protocol: its messages and their codec, one pure copy for both ends. */
@NullMarked
package dev.hoop.gateway.api.wire;

import org.jspecify.annotations.NullMarked;
