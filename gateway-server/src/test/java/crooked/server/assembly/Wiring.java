package crooked.server.assembly;

public interface Wiring {}
