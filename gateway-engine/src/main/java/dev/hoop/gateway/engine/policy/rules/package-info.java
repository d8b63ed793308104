/** What a policy file says, once it was found to hold together. */
@NullMarked
package dev.hoop.gateway.engine.policy.rules;

import org.jspecify.annotations.NullMarked;
