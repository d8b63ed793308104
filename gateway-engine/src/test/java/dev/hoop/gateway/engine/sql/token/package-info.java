@NullMarked
package dev.hoop.gateway.engine.sql.token;

import org.jspecify.annotations.NullMarked;
