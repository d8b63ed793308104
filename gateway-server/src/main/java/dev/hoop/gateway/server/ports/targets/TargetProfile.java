package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.api.wire.TargetFacts;
import dev.hoop.gateway.engine.sql.SessionSettings;

/**
 * What never changes while a target is the same.
 *
 * @param settings the settings every new link begins with
 * @param facts the answers of the target's {@link java.sql.DatabaseMetaData} without arguments, by method name, and of its parameterised
 *     booleans as {@code method(arguments)}; no real host, user or URL among them
 */
public record TargetProfile(SessionSettings settings, TargetFacts facts) {}
