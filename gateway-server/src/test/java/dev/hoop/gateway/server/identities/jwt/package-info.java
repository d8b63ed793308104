@NullMarked
package dev.hoop.gateway.server.identities.jwt;

import org.jspecify.annotations.NullMarked;
