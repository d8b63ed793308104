/** The policy file as a tree with positions, read strictly: every mistake has a place, a reason and a way out. */
@NullMarked
package dev.hoop.gateway.engine.policy.document;

import org.jspecify.annotations.NullMarked;
