/** The door for people, from outside: its interface, its pages, the ways around them. */
@NullMarked
package dev.hoop.gateway.server.page;

import org.jspecify.annotations.NullMarked;
