/** Judges claims by the rules of a policy. */
@NullMarked
package dev.hoop.gateway.engine.policy;

import org.jspecify.annotations.NullMarked;
