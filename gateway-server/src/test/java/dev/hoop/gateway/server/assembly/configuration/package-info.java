@NullMarked
package dev.hoop.gateway.server.assembly.configuration;

import org.jspecify.annotations.NullMarked;
