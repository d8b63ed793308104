/** Detection by content: what is in values and texts of real databases, seen through a gateway. */
@NullMarked
package dev.hoop.gateway.server.detection;

import org.jspecify.annotations.NullMarked;
