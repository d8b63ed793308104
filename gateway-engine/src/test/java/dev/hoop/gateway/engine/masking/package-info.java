@NullMarked
package dev.hoop.gateway.engine.masking;

import org.jspecify.annotations.NullMarked;
