/** The tree of a statement and the grammar that reads it from tokens: what the grammar does not name, it refuses. */
@NullMarked
package dev.hoop.gateway.engine.sql.syntax;

import org.jspecify.annotations.NullMarked;
