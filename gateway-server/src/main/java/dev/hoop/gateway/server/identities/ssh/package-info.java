/** Subjects that prove themselves by SSH keys: registered ones, and those that the gateway has certified. */
@NullMarked
package dev.hoop.gateway.server.identities.ssh;

import org.jspecify.annotations.NullMarked;
