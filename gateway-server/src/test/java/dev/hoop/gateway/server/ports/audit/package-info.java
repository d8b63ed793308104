/** The contract of the trail's port, and a trail that keeps everything in memory and can be made to fail. */
@NullMarked
package dev.hoop.gateway.server.ports.audit;

import org.jspecify.annotations.NullMarked;
