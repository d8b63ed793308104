package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.GatewayBuilder;
import dev.hoop.gateway.server.fixture.Recordings;
import dev.hoop.gateway.server.fixture.Sshd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gateway with Debian's OpenSSH on both sides: its sshd is the host, and a file of configuration leads its client through the door. */
final class BetweenOpenSsh implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    private final Path base;
    private final Path home;
    private final Sshd sshd;
    private final Gateway gateway;

    /** What a program came to. */
    record Done(int code, String out, String err) {}

    private BetweenOpenSsh(Path base, Path home, Sshd sshd, Gateway gateway) {
        this.base = base;
        this.home = home;
        this.sshd = sshd;
        this.gateway = gateway;
    }

    /** Starts both, as {@link #in(Path, String, UnaryOperator, Object...)} does, with nothing special about the gateway. */
    static BetweenOpenSsh in(Path directory, String policy, Object... more) throws Exception {
        return in(directory, policy, builder -> builder, more);
    }

    /**
     * Starts both with their files in a directory, and writes the client's configuration, which has no key yet.
     *
     * @param policy with {@code %1$d} for the host's port, then the file with the gateway's key, the account, its home, the host's key
     * @param special what else the gateway is to be
     * @param more what further places of the policy hold
     */
    static BetweenOpenSsh in(Path directory, String policy, UnaryOperator<GatewayBuilder> special, Object... more)
            throws Exception {
        Path base = directory.toRealPath();
        Path home = Files.createDirectory(base.resolve("home"));
        Path data = base.resolve("data");
        Sshd sshd = Sshd.in(base, "SetEnv HOME=" + home + "\nTrustedUserCAKeys " + data.resolve("ssh/target_ca.pub"));
        List<Object> values = new ArrayList<>(
                List.of(sshd.port(), sshd.userKey(), System.getProperty("user.name"), home, sshd.hostKey()));
        values.addAll(Arrays.asList(more));
        Gateway gateway = special.apply(Gateway.builder()
                        .policyText(policy.formatted(values.toArray()))
                        .data(data)
                        .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .start();
        BetweenOpenSsh between = new BetweenOpenSsh(base, home, sshd, gateway);
        between.configure();
        return between;
    }

    /** The client has a key of its own now, registered for a subject of one group. */
    BetweenOpenSsh as(String name, Subject.Kind kind, String group, String... options) throws Exception {
        Path key = base.resolve(name);
        Sshd.keygen(key);
        gateway.tokens()
                .register(
                        new Subject(new SubjectName(name), kind, Set.of(group)),
                        "admin",
                        Optional.empty(),
                        Files.readString(base.resolve(name + ".pub")));
        configure(Stream.concat(Stream.of("IdentityFile " + key), Stream.of(options))
                .toArray(String[]::new));
        return this;
    }

    private void configure(String... options) throws IOException {
        Sshd.clientConfig(base, gateway.sshPort().orElseThrow(), base.resolve("data/ssh/known_hosts"), options);
    }

    Path base() {
        return base;
    }

    /** The home of the account on the host. */
    Path home() {
        return home;
    }

    Sshd sshd() {
        return sshd;
    }

    Gateway gateway() {
        return gateway;
    }

    /** The client's file of configuration. */
    String config() {
        return base.resolve("config").toString();
    }

    /** Runs {@code ssh} with options, a target and a command, waits for it, and closes its input at once. */
    Done ssh(String... words) throws Exception {
        return run(Stream.concat(Stream.of("ssh", "-F", config()), Stream.of(words))
                .toList());
    }

    /** Starts {@code ssh}. */
    Process open(String... words) throws IOException {
        return started(Stream.concat(Stream.of("ssh", "-F", config()), Stream.of(words))
                .toList());
    }

    /** Runs a program, waits for it, and closes its input at once. */
    Done run(List<String> command) throws Exception {
        Path err = Files.createTempFile(base, "err", "");
        Process process = builder(command).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Done(process.waitFor(), out, Files.readString(err));
    }

    private static Process started(List<String> command) throws IOException {
        return builder(command).start();
    }

    private static ProcessBuilder builder(List<String> command) {
        List<String> words = new ArrayList<>(List.of("timeout", Integer.toString(MOST_SECONDS)));
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    /** What the gateway has recorded. */
    Recordings recordings() {
        return new Recordings(gateway.data().recordings());
    }

    /** All that stands in the trail. */
    String trail() {
        try (Stream<Path> files = Files.list(base.resolve("data/trail"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .map(BetweenOpenSsh::content)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("what was awaited did not come").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        gateway.close();
        sshd.close();
    }
}
