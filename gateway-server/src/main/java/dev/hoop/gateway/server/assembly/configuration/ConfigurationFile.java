package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.server.assembly.policyfile.YamlTree;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions.ThreadMode;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Reads {@code hoop.yaml}. Strict: an unknown key is a mistake. Paths in it count from the directory the file is in. */
public final class ConfigurationFile {
    private static final List<String> FILE = List.of(
            "version",
            "listen",
            "tls",
            "plain",
            "node",
            "threads",
            "limits",
            "identity",
            "policy",
            "data",
            "mask-key",
            "store",
            "trail",
            "recordings",
            "drain",
            "http",
            "ssh",
            "roles",
            "notify",
            "machines",
            "tracker");
    private static final long MEGABYTE = 1024 * 1024;
    private static final List<String> LISTEN = List.of("address", "port");
    private static final List<String> LIMITS = List.of(
            "sessions",
            "sessions-per-address",
            "login-within",
            "idle-after",
            "stuck-after",
            "frame-bytes",
            "message-bytes",
            "upload-megabytes");

    private final Path directory;
    private final Mistakes mistakes = new Mistakes();

    private ConfigurationFile(Path directory) {
        this.directory = directory;
    }

    /**
     * The configuration in a file.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} with every mistake, each with line and column
     */
    public static Configuration read(Path file) {
        Path absolute = file.toAbsolutePath();
        Path name = absolute.getFileName();
        PolicyNode root = YamlTree.read(name == null ? "hoop.yaml" : name.toString(), text(file));
        return new ConfigurationFile(absolute.resolveSibling("")).read(root);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the configuration file " + file
                            + " cannot be read; name it with --config, and check that it may be read",
                    e);
        }
    }

    private Configuration read(PolicyNode root) {
        Keys file = Keys.of("the configuration", root, FILE, mistakes);
        if (!file.required("version", "1").equals("1") && file.has("version")) {
            mistakes.add(file.mark("version"), "this gateway reads version 1 of the configuration", "write version: 1");
        }
        Optional<TlsFiles> tls =
                file.has("tls") ? TlsFiles.read(file.map("tls", TlsFiles.KEYS), directory, mistakes) : Optional.empty();
        boolean plain = file.flag("plain");
        if (!plain && !file.has("tls")) {
            mistakes.add(
                    file.mark("tls"),
                    "no 'tls' is given",
                    "add tls: { certificate: server.pem, key: server.key }, or for this machine alone plain: true");
        } else if (plain && file.has("tls")) {
            mistakes.add(file.mark("plain"), "both 'tls' and 'plain' are given", "keep one of them");
        }
        List<JwtIssuer> issuers = new IssuerReader(directory, mistakes).read(file.list("identity"));
        Keys recordings = file.map("recordings", List.of("rows", "bytes"));
        Keys trail = file.map("trail", List.of("witnesses"));
        Path policy = path(file.required("policy", "policy.yaml"));
        Path data = path(file.text("data", "data"));
        String maskKey = file.has("mask-key")
                ? maskKey(file.text("mask-key", ""))
                : Configuration.maskKeyIn(data).toString();
        Optional<Configuration.Store> store = store(file);
        RemoteAddress listen = listen(file.map("listen", LISTEN));
        ThreadMode threads = file.choice(
                "threads", Map.of("platform", ThreadMode.PLATFORM, "virtual", ThreadMode.VIRTUAL), ThreadMode.PLATFORM);
        Configuration.Recordings kept = new Configuration.Recordings(
                recordings.count("rows", 0, 1_000_000, 100), recordings.count("bytes", 0, 100_000_000, 64 * 1024));
        List<Path> witnesses = trail.texts("witnesses").stream().map(this::path).toList();
        var drain = file.time("drain", Configuration.DEFAULT_DRAIN);
        RemoteDoorOptionsDraft draft = limits(file.map("limits", LIMITS));
        PeopleReader people = new PeopleReader(file, issuers, directory, mistakes);
        Optional<Configuration.Ssh> ssh = ssh(file, issuers);
        mistakes.refuseIfAny();
        Optional<SSLContext> context = tls.map(TlsFiles::load);
        return new Configuration(
                draft.options(
                        new InetSocketAddress(listen.address(), listen.port()),
                        context,
                        threads,
                        file.text("node", "hoop")),
                issuers,
                policy,
                data,
                maskKey,
                store,
                witnesses,
                kept,
                drain,
                people.with(context),
                ssh);
    }

    private Optional<Configuration.Ssh> ssh(Keys file, List<JwtIssuer> issuers) {
        if (!file.has("ssh")) {
            return Optional.empty();
        }
        Keys ssh = file.map(
                "ssh",
                List.of(
                        "address",
                        "port",
                        "names",
                        "sign-in",
                        "connections",
                        "connections-per-address",
                        "idle-after",
                        "alive-every"));
        InetSocketAddress listen = new InetSocketAddress(
                ssh.text("address", Configuration.DEFAULT_ADDRESS),
                ssh.count("port", 0, 65_535, Configuration.Ssh.DEFAULT_PORT));
        Configuration.Ssh usual = Configuration.Ssh.at(listen);
        Optional<Configuration.Provider> signIn = ssh.has("sign-in")
                ? Optional.of(PeopleReader.provider(ssh.map("sign-in", PeopleReader.PROVIDER), issuers, mistakes))
                : Optional.empty();
        return Optional.of(new Configuration.Ssh(
                listen,
                ssh.texts("names"),
                signIn,
                ssh.count("connections", 1, 100_000, usual.connections()),
                ssh.count("connections-per-address", 1, 100_000, usual.connectionsPerAddress()),
                ssh.time("idle-after", usual.idleAfter()),
                ssh.time("alive-every", usual.aliveEvery())));
    }

    private String maskKey(String reference) {
        if (reference.startsWith("env:")) {
            return reference;
        }
        return reference.startsWith("file:")
                ? "file:" + path(reference.substring(5))
                : path(reference).toString();
    }

    private record RemoteAddress(String address, int port) {}

    private static RemoteAddress listen(Keys listen) {
        return new RemoteAddress(
                listen.text("address", Configuration.DEFAULT_ADDRESS),
                listen.count("port", 0, 65_535, Configuration.DEFAULT_PORT));
    }

    private Optional<Configuration.Store> store(Keys file) {
        if (!file.has("store")) {
            return Optional.empty();
        }
        Keys store = file.map("store", List.of("url", "credential"));
        String url = store.required("url", "jdbc:postgresql://host/hoop");
        String credential = store.required("credential", "env:HOOP_STORE");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            mistakes.add(
                    store.mark("url"),
                    "the store is not a PostgreSQL database",
                    "write jdbc:postgresql://host/hoop, or leave 'store' out");
        }
        return Optional.of(new Configuration.Store(url, credential));
    }

    private RemoteDoorOptionsDraft limits(Keys limits) {
        InetSocketAddress any = new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0);
        RemoteDoorOptions usual = RemoteDoorOptions.defaults(any, Optional.empty());
        int frame = limits.count(
                "frame-bytes",
                Limits.MIN_FRAME_BYTES,
                Limits.MAX_FRAME_BYTES,
                usual.limits().frameBytes());
        int message = limits.count(
                "message-bytes",
                frame,
                512 * 1024 * 1024,
                Math.max(frame, usual.limits().messageBytes()));
        return new RemoteDoorOptionsDraft(
                limits.count("sessions", 1, 100_000, usual.sessions()),
                limits.count("sessions-per-address", 1, 100_000, usual.sessionsPerAddress()),
                new Limits(frame, message),
                limits.time("login-within", usual.loginWithin()),
                limits.time("idle-after", usual.idleAfter()),
                limits.time("stuck-after", usual.stuckAfter()),
                limits.count("upload-megabytes", 0, 100_000_000, (int) (usual.uploadBytes() / MEGABYTE)) * MEGABYTE);
    }

    /** The door's options but for what is known only when the whole file has been read. */
    private record RemoteDoorOptionsDraft(
            int sessions,
            int sessionsPerAddress,
            Limits limits,
            java.time.Duration loginWithin,
            java.time.Duration idleAfter,
            java.time.Duration stuckAfter,
            long uploadBytes) {
        RemoteDoorOptions options(InetSocketAddress listen, Optional<SSLContext> tls, ThreadMode threads, String node) {
            return new RemoteDoorOptions(
                    listen,
                    tls,
                    sessions,
                    sessionsPerAddress,
                    limits,
                    loginWithin,
                    idleAfter,
                    stuckAfter,
                    threads,
                    uploadBytes,
                    node);
        }
    }

    private Path path(String text) {
        return directory.resolve(text).normalize();
    }
}
