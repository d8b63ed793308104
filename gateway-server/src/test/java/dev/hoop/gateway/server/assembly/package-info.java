@NullMarked
package dev.hoop.gateway.server.assembly;

import org.jspecify.annotations.NullMarked;
