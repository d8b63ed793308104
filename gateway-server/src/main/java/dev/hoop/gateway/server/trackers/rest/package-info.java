/** Trackers that answer over HTTP with JSON. */
@NullMarked
package dev.hoop.gateway.server.trackers.rest;

import org.jspecify.annotations.NullMarked;
