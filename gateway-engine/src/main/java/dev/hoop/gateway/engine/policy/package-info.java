/** The policy file and the judgement of claims. */
@NullMarked
package dev.hoop.gateway.engine.policy;

import org.jspecify.annotations.NullMarked;
