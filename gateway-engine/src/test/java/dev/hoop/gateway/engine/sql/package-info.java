@NullMarked
package dev.hoop.gateway.engine.sql;

import org.jspecify.annotations.NullMarked;
