/** Evidence of campaigns: signed archives with proofs from the trail. */
@NullMarked
package dev.hoop.gateway.server.trail.file.evidence;

import org.jspecify.annotations.NullMarked;
