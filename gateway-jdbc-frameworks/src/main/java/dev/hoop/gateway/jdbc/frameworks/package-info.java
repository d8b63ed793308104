/** Loaded by the frameworks that know it, and by nobody else: where one is absent, its class is never looked at. */
@NullMarked
package dev.hoop.gateway.jdbc.frameworks;

import org.jspecify.annotations.NullMarked;
