/** Where the token comes from that proves who asks. */
@NullMarked
package dev.hoop.gateway.remote.token;

import org.jspecify.annotations.NullMarked;
