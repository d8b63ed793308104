/** Which built-in functions of the databases are known, and what calling them can do. */
@NullMarked
package dev.hoop.gateway.engine.sql.function;

import org.jspecify.annotations.NullMarked;
