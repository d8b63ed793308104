/** The map of the project as tests: which package may know which, and how things are called. */
@NullMarked
package dev.hoop.gateway.server.architecture;

import org.jspecify.annotations.NullMarked;
