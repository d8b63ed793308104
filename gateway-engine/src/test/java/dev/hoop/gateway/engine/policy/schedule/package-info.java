@NullMarked
package dev.hoop.gateway.engine.policy.schedule;

import org.jspecify.annotations.NullMarked;
