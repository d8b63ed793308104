@NullMarked
package dev.hoop.gateway.server.identities.issued;

import org.jspecify.annotations.NullMarked;
