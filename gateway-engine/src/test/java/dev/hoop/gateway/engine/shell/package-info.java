@NullMarked
package dev.hoop.gateway.engine.shell;

import org.jspecify.annotations.NullMarked;
