/** The grammar of the shell: a text becomes a tree, or is refused. */
@NullMarked
package dev.hoop.gateway.engine.shell.syntax;

import org.jspecify.annotations.NullMarked;
