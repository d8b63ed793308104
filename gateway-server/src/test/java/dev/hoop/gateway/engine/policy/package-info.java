/** Lets tests of other packages have permits; only test classes are in here. */
@NullMarked
package dev.hoop.gateway.engine.policy;

import org.jspecify.annotations.NullMarked;
