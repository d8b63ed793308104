/** Tests of trackers that are asked by HTTP. */
@NullMarked
package dev.hoop.gateway.server.trackers.rest;

import org.jspecify.annotations.NullMarked;
