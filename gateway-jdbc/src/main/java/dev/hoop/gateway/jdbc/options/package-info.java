/** The URL and the options of a connection, each checked where it is read. */
@NullMarked
package dev.hoop.gateway.jdbc.options;

import org.jspecify.annotations.NullMarked;
