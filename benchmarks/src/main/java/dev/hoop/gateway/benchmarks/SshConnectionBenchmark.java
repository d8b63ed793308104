package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.ssh.HoopSsh;
import dev.hoop.gateway.ssh.SshOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The SSH client connects, logs in and leaves again, at a server that knows one key exchange only. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dlogback.configurationFile=dev/hoop/gateway/server/logging.xml")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 2)
public class SshConnectionBenchmark {
    /** The one that the client asks for first, the one that the library would, and the one before both. */
    @Param({"mlkem768x25519-sha256", "sntrup761x25519-sha512", "curve25519-sha256"})
    public String exchange = "";

    private final SshServer server = SshServer.setUpDefaultServer();
    private String key = "";

    @Setup
    public void start() throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        key = PublicKeyEntry.toString(pair.getPublic());
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setKeyPairProvider(KeyPairProvider.wrap(pair));
        server.setPasswordAuthenticator((user, password, session) -> true);
        server.setKeyExchangeFactories(server.getKeyExchangeFactories().stream()
                .filter(each -> each.getName().equals(exchange))
                .toList());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.start();
    }

    @TearDown
    public void stop() throws IOException {
        server.stop(true);
    }

    @Benchmark
    public void connection() {
        int port = ((InetSocketAddress) server.getBoundAddresses().iterator().next()).getPort();
        SshOptions there = SshOptions.at(server.getHost(), "web")
                .port(port)
                .hostKey(key)
                .token("any")
                .build();
        HoopSsh.connect(there).close();
    }
}
