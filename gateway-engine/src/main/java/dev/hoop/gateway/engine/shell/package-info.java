/** Commands of shells: what they would do, before they do it. Pure, bounded, and never an exception because of what a text says. */
@NullMarked
package dev.hoop.gateway.engine.shell;

import org.jspecify.annotations.NullMarked;
