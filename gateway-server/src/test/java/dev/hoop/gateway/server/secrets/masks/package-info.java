@NullMarked
package dev.hoop.gateway.server.secrets.masks;

import org.jspecify.annotations.NullMarked;
