package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.Sshd;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that writes as fast as it can, a gateway with a heap of 48 MB in a process of its own, and five readers of 100 KB a second, on every
 * kind of channel. As long as the system property says: {@code -Dhoop.test.seconds=20000} reads ten gigabytes.
 */
@Tag("e2e")
class SlowReadersIT {
    private static final int BYTES_PER_SECOND = 100_000;
    private static final long FLAT = 24L << 20;
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%d
                credential: file:%s
                options: { user: %s, shell: bash, home: %s, host-key: "%s", shell-mode: recorded }
            grants:
              - { name: ops, who: { groups: [ops] }, target: web, allow: [command, files, shell, forward], commands: ["*"], paths: ["/**"], destinations: ["127.0.0.1:*"], opaque: [interactive] }
            """;

    @TempDir
    Path base;

    @Test
    void memoryStaysFlatUnderSlowReaders() throws Exception {
        base = base.toRealPath();
        int seconds = Integer.getInteger("hoop.test.seconds", 8);
        Path large = base.resolve("large");
        try (var out = Files.newOutputStream(large)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        Path said = base.resolve("said");
        ExecutorService readers = Executors.newCachedThreadPool();
        try (Sshd sshd = Sshd.in(base, "");
                ServerSocket producer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path policy = Files.writeString(
                    base.resolve("policy"),
                    POLICY.formatted(
                            sshd.port(), sshd.userKey(), System.getProperty("user.name"), base, sshd.hostKey()));
            Process gateway = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx48m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            GatewayProcess.class.getName(),
                            policy.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            List<String> told = told(gateway, said);
            try (SshCaller caller = new SshCaller(Integer.parseInt(told.get(0)));
                    ClientSession one = caller.password("web", told.get(1));
                    ClientSession two = caller.password("web", told.get(1))) {
                List<InputStream> streams =
                        List.of(exec(one), forwarded(two, producer), shell(one), file(one, large), file(two, large));
                List<Future<Long>> read = new ArrayList<>();
                streams.forEach(stream -> read.add(readers.submit(slowly(stream, seconds))));
                TimeUnit.SECONDS.sleep(3); // every window is full by now, and what grows later grows for ever
                long before = resident(gateway);

                for (Future<Long> each : read) {
                    assertThat(each.get(seconds + 60L, TimeUnit.SECONDS)).isGreaterThan(BYTES_PER_SECOND);
                }

                assertThat(resident(gateway) - before).isLessThan(FLAT);
                assertThat(SshCaller.exec(one, "echo alive").out()).isEqualTo("alive\n");
                for (InputStream stream : streams) {
                    assertThat(stream.readNBytes(5_000_000)).hasSize(5_000_000); // and each goes on when it is read
                }
                assertThat(gateway.isAlive()).as(Files.readString(said)).isTrue();
            } finally {
                gateway.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static InputStream exec(ClientSession session) throws IOException {
        ChannelExec channel = session.createExecChannel("yes");
        channel.open().verify(SshCaller.SOON);
        return channel.getInvertedOut();
    }

    /** A connection from the host to what writes as fast as it can. */
    private static InputStream forwarded(ClientSession session, ServerSocket producer) throws IOException {
        Thread writer = new Thread(() -> produce(producer), "producer");
        writer.setDaemon(true);
        writer.start();
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("127.0.0.1", producer.getLocalPort()));
        channel.open().verify(SshCaller.SOON);
        return channel.getInvertedOut();
    }

    private static void produce(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] chunk = new byte[64 * 1024];
            while (!server.isClosed()) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException e) {
            // its reader has left
        }
    }

    private static InputStream shell(ClientSession session) throws IOException {
        ChannelShell channel = session.createShellChannel();
        channel.setUsePty(true);
        channel.open().verify(SshCaller.SOON);
        channel.getInvertedIn().write("yes\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        channel.getInvertedIn().flush();
        return channel.getInvertedOut();
    }

    private static InputStream file(ClientSession session, Path file) throws IOException {
        SftpClient files = SftpClientFactory.instance().createSftpClient(session);
        return files.read(file.toString());
    }

    private static Callable<Long> slowly(InputStream from, int seconds) {
        return () -> {
            long total = 0;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                total += from.readNBytes(BYTES_PER_SECOND / 10).length;
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return total;
        };
    }

    /** What the process holds in memory, heap and all else, in bytes. */
    private static long resident(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("the system does not tell");
    }

    private static List<String> told(Process process, Path said) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            List<String> lines = Files.readAllLines(said).stream()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> line.substring(1))
                    .toList();
            if (lines.size() >= 2) {
                return lines;
            }
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as(Files.readString(said))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Says its port and a token, and runs until it is killed. */
    static final class GatewayProcess {
        private GatewayProcess() {}

        public static void main(String[] arguments) throws IOException {
            Gateway gateway = Gateway.builder()
                    .policyText(Files.readString(Path.of(arguments[0])))
                    .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .start();
            System.out.println("|" + gateway.sshPort().orElseThrow());
            System.out.println("|" + gateway.issueToken("anna", "ops"));
            System.out.flush();
            System.in.read(); // the gateway's threads keep no process alive; this one ends with the test's
        }
    }
}
