/** Builds in code what a policy file says in text: the same keys, the same checks. */
@NullMarked
package dev.hoop.gateway.engine.policy.building;

import org.jspecify.annotations.NullMarked;
