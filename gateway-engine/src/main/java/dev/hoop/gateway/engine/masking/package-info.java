/** Masks values so that what leaves the gateway is only what the subject may see. */
@NullMarked
package dev.hoop.gateway.engine.masking;

import org.jspecify.annotations.NullMarked;
