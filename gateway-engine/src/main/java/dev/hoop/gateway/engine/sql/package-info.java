/** SQL understanding: from text, settings and catalogue to facts. */
@NullMarked
package dev.hoop.gateway.engine.sql;

import org.jspecify.annotations.NullMarked;
