@NullMarked
package dev.hoop.gateway.server.assembly.commands;

import org.jspecify.annotations.NullMarked;
