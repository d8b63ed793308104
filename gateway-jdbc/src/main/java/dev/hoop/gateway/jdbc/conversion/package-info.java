/** Between SQL values of the protocol and the Java types of JDBC, in both directions. */
@NullMarked
package dev.hoop.gateway.jdbc.conversion;

import org.jspecify.annotations.NullMarked;
