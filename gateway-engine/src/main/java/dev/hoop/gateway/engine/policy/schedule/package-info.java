/** Times of the week, and who is on call at them. Pure: the moment is always an argument. */
@NullMarked
package dev.hoop.gateway.engine.policy.schedule;

import org.jspecify.annotations.NullMarked;
