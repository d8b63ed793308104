package dev.hoop.gateway.engine.command;

/**
 * Where a connection is to lead, or where the host is to listen.
 *
 * @param listens whether the host is to accept connections there
 */
public record Destination(String host, int port, boolean listens) {
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
