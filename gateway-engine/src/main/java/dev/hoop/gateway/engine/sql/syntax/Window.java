package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;

/** A window: what partitions and orders it, and the expressions of its frame's bounds. */
public record Window(List<Expression> partition, List<SortKey> order, List<Expression> bounds) {}
