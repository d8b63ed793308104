package crooked.server.connectors.jdbc;

public interface Target {}
