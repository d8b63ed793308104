/** Masks: what happens to a protected value on its way to the subject. */
@NullMarked
package dev.hoop.gateway.engine.masking;

import org.jspecify.annotations.NullMarked;
