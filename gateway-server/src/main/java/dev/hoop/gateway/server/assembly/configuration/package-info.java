/** The gateway's own configuration file: where it listens, whom it trusts, where it keeps things. */
@NullMarked
package dev.hoop.gateway.server.assembly.configuration;

import org.jspecify.annotations.NullMarked;
