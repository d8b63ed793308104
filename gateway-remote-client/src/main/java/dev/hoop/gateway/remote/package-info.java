/**
 * The client side of the remote protocol: one {@link dev.hoop.gateway.remote.RemoteConnection} is one socket, logged in, with one target
 * at most. Uses the JDK alone and starts no thread of its own but one that watches deadlines and ends when idle.
 */
@NullMarked
package dev.hoop.gateway.remote;

import org.jspecify.annotations.NullMarked;
