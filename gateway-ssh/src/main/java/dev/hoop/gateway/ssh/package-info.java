/**
 * Runs commands and moves files on hosts behind a gateway: {@link dev.hoop.gateway.ssh.HoopSsh} is one connection to one target.
 *
 * <p>Every failure is a {@link dev.hoop.gateway.api.GatewayException} with a code that says who has to act.
 */
@NullMarked
package dev.hoop.gateway.ssh;

import org.jspecify.annotations.NullMarked;
