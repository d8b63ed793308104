/** The JDBC driver behind {@code jdbc:hoop:} URLs. */
@NullMarked
package dev.hoop.gateway.jdbc;

import org.jspecify.annotations.NullMarked;
