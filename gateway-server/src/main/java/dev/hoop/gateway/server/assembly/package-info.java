/** Main, configuration and wiring: sees everything, and nothing sees it. */
@NullMarked
package dev.hoop.gateway.server.assembly;

import org.jspecify.annotations.NullMarked;
