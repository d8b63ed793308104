package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;

/** A function or procedure that the catalogue knows and that is not built in: its body may read and write anything. */
public record Routine(ObjectName name, boolean procedure) {}
