/** Approvals kept in the state database. */
@NullMarked
package dev.hoop.gateway.server.stores.approvals;

import org.jspecify.annotations.NullMarked;
