/** What all machines that answer requests have in common: how a request is told, and what is an answer. */
@NullMarked
package dev.hoop.gateway.server.answerers;

import org.jspecify.annotations.NullMarked;
