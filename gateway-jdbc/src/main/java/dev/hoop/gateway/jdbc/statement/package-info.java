/** Statements: what an application sets on them and what comes back. */
@NullMarked
package dev.hoop.gateway.jdbc.statement;

import org.jspecify.annotations.NullMarked;
