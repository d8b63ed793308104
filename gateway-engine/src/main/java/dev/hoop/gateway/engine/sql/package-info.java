/** Reads SQL into facts, and says so when it did not understand everything. */
@NullMarked
package dev.hoop.gateway.engine.sql;

import org.jspecify.annotations.NullMarked;
