package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.api.transport.WakefulSocket;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets to a database whose answers are looked for before a thread sleeps for them; see {@link WakefulSocket}. */
public final class WakefulSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
        return new WakefulSocket(WakefulSocket.Peer.ANSWERS);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unasked();
    }

    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }
}
