package dev.hoop.gateway.engine.sql.syntax;

/** One key of ORDER BY; direction and place of nulls do not matter to what is read. */
public record SortKey(Expression expression) {}
