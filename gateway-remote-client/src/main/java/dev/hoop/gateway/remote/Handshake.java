package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.GatewayUnreachableException;
import dev.hoop.gateway.remote.failure.NotAGatewayException;
import dev.hoop.gateway.remote.failure.PeerUntrustedException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS 1.3 on a connected socket and says in plain words why that failed. */
final class Handshake {
    static final String APPLICATION_PROTOCOL = "hoop/1";

    private Handshake() {}

    static Carrier secure(CountedSocket raw, GatewayAddress address, RemoteOptions options, Deadline deadline)
            throws IOException {
        TlsOptions tls = options.tls();
        if (tls.isPlain()) {
            return new Carrier(raw, raw, options.keepAlive());
        }
        SSLSocket socket =
                (SSLSocket) tls.context().getSocketFactory().createSocket(raw, address.host(), address.port(), true);
        socket.setSSLParameters(parameters(socket.getSSLParameters(), tls));
        Duration left = Duration.ofMillis(deadline.timeoutMillis(options.connectTimeout()));
        try (Watchdog watchdog = Watchdog.after(left, () -> abandon(raw))) {
            try {
                socket.startHandshake();
            } catch (IOException e) {
                throw watchdog.fired() ? slow(address, options, e) : explained(e, address, tls);
            }
        }
        requireValid(socket, address);
        if (!APPLICATION_PROTOCOL.equals(socket.getApplicationProtocol())) {
            throw new NotAGatewayException(
                    "%s speaks TLS but not the remote protocol (%s); is this the port of the gateway's remote door?"
                            .formatted(address, APPLICATION_PROTOCOL),
                    null);
        }
        return new Carrier(raw, socket, options.keepAlive());
    }

    /** A certificate that is trusted in its own right is not asked for its dates by the JDK. */
    private static void requireValid(SSLSocket socket, GatewayAddress address) throws IOException {
        try {
            ((X509Certificate) socket.getSession().getPeerCertificates()[0]).checkValidity();
        } catch (CertificateException e) {
            throw new PeerUntrustedException(
                    "the certificate of %s is out of date (%s); renew it, and check both clocks"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private static SSLParameters parameters(SSLParameters parameters, TlsOptions tls) {
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(new String[] {APPLICATION_PROTOCOL});
        if (tls.checksHostName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private static GatewayException slow(GatewayAddress address, RemoteOptions options, IOException cause) {
        return new GatewayTimeoutException(
                ErrorCode.CONNECTION_FAILED,
                Effect.NOT_SENT,
                "%s did not finish the TLS handshake within the connect timeout of %d ms; check that it is a gateway"
                        .formatted(address, options.connectTimeout().toMillis()),
                cause);
    }

    private static GatewayException explained(IOException e, GatewayAddress address, TlsOptions tls) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException) {
                return new PeerUntrustedException(
                        "the certificate of %s is not trusted by %s (%s); give the CA file or fingerprint of the gateway, and check the host name"
                                .formatted(address, tls, cause.getMessage()),
                        e);
            }
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no_application_protocol") || message.contains("protocol_version")) {
            return new NotAGatewayException(
                    "%s speaks TLS but not TLS 1.3 with the remote protocol (%s); is this the port of the gateway's remote door?"
                            .formatted(address, APPLICATION_PROTOCOL),
                    e);
        }
        if (e instanceof SSLException && message.contains("unrecognized ssl message")) {
            return new NotAGatewayException(
                    "%s does not speak TLS; is this the port of the gateway's remote door?".formatted(address), e);
        }
        return new GatewayUnreachableException(
                "the TLS handshake with %s failed (%s); check that it is a gateway's remote door"
                        .formatted(address, e.getMessage()),
                e);
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
