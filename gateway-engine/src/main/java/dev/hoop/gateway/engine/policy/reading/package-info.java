/** From the tree of a policy file to what it says; finds every mistake on the way. */
@NullMarked
package dev.hoop.gateway.engine.policy.reading;

import org.jspecify.annotations.NullMarked;
