/**
 * Finds personal data and secrets by their content: card numbers, bank accounts, identity numbers, addresses, keys. A second net behind the
 * masks of columns, never a boundary: what is reversed, split, spelled out or encoded passes.
 *
 * <p>Hand-written readers over one pass of the text, no regular expressions: time is linear in the length whatever the text says.
 */
@NullMarked
package dev.hoop.gateway.engine.detect;

import org.jspecify.annotations.NullMarked;
