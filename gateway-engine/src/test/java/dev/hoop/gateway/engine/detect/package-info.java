@NullMarked
package dev.hoop.gateway.engine.detect;

import org.jspecify.annotations.NullMarked;
