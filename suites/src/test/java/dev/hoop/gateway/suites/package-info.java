/** Others' software: each program runs directly and through the gateway, on fresh databases of one kind, and must give the same. */
@NullMarked
package dev.hoop.gateway.suites;

import org.jspecify.annotations.NullMarked;
