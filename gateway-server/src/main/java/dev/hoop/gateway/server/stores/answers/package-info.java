/** What programs were answered under keys of theirs. */
@NullMarked
package dev.hoop.gateway.server.stores.answers;

import org.jspecify.annotations.NullMarked;
