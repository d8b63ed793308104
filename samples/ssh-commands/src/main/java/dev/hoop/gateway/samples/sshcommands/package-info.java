/** A deployment that runs its steps on a host behind a gateway. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.samples.sshcommands;
