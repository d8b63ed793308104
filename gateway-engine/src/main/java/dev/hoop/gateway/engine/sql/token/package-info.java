/**
 * Splits SQL into tokens exactly as the database that will run it does.
 *
 * <p>Everything the gateway knows of a statement rests on this: the text that is sent, the text that the parser reads and
 * the count of statements all come from one list of tokens. What a database might read differently is refused.
 */
@NullMarked
package dev.hoop.gateway.engine.sql.token;

import org.jspecify.annotations.NullMarked;
