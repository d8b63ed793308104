/** Answers of an Open Policy Agent. */
@NullMarked
package dev.hoop.gateway.server.answerers.opa;

import org.jspecify.annotations.NullMarked;
