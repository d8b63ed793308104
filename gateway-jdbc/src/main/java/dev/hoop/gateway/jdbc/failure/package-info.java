/** What the driver throws: refusals as types of their own, the target's errors as their own driver threw them. */
@NullMarked
package dev.hoop.gateway.jdbc.failure;

import org.jspecify.annotations.NullMarked;
