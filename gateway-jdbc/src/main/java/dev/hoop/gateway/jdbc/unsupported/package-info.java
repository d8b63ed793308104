/** Base classes that answer what this driver does not do, each with a sentence that says what to do instead. */
@NullMarked
package dev.hoop.gateway.jdbc.unsupported;

import org.jspecify.annotations.NullMarked;
