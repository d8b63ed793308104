/** Results: rows, columns, and the objects that cells may be. */
@NullMarked
package dev.hoop.gateway.jdbc.result;

import org.jspecify.annotations.NullMarked;
