package dev.hoop.gateway.server.assembly;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.jspecify.annotations.Nullable;

/** The certificate that the door shows beside its host key: good for a week, and made anew each day. Thread-safe. */
final class HostCertificate implements Supplier<OpenSshCertificate> {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SshKeyFiles keys;
    private final List<String> names;
    private final Clock clock;

    @GuardedBy("this")
    private @Nullable OpenSshCertificate current;

    @GuardedBy("this")
    private Instant made = Instant.MIN;

    HostCertificate(SshKeyFiles keys, List<String> names, Clock clock) {
        this.keys = keys;
        this.names = List.copyOf(names);
        this.clock = clock;
    }

    @Override
    public synchronized OpenSshCertificate get() {
        Instant now = clock.instant();
        OpenSshCertificate known = current;
        if (known == null || now.isAfter(made.plus(DAY))) {
            known = sign(now);
            current = known;
            made = now;
        }
        return known;
    }

    private OpenSshCertificate sign(Instant now) {
        try {
            return OpenSshCertificateBuilder.hostCertificate()
                    .publicKey(keys.host().getPublic())
                    .id("hoop gateway")
                    .principals(names)
                    .validAfter(now.minus(SKEW))
                    .validBefore(now.plus(LIFE))
                    .sign(keys.hosts());
        } catch (Exception e) {
            throw new GatewayException(ErrorCode.INTERNAL, "the certificate of the host key could not be signed", e);
        }
    }
}
