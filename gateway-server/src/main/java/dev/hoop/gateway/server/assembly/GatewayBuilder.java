package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.assembly.policyfile.PolicyFile;
import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions;
import dev.hoop.gateway.server.gate.Role;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import dev.hoop.gateway.server.ports.identity.SignOn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sets up a gateway inside a program. Not thread-safe. */
public final class GatewayBuilder {
    private final List<JwtIssuer> issuers = new ArrayList<>();
    private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Optional<SSLContext> tls = Optional.empty();
    private Optional<Path> data = Optional.empty();
    private Optional<Path> maskKey = Optional.empty();
    private Path policyPlace = Path.of("");
    private UnaryOperator<RemoteDoorOptions> change = UnaryOperator.identity();
    private final Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
    private Optional<AdminDoorOptions> page = Optional.empty();
    private Optional<SignOn> signOn = Optional.empty();
    private Optional<Configuration.Ssh> ssh = Optional.empty();
    private Duration drain = Configuration.DEFAULT_DRAIN;
    private @Nullable Supplier<PolicySource> policy;

    GatewayBuilder() {}

    /** The policy as a text in the language of policy files. */
    public GatewayBuilder policyText(String text) {
        policy = () -> PolicySource.fixed(PolicyFile.parse("policy", text));
        return this;
    }

    /** The policy file or directory; changes take effect while the gateway runs. */
    public GatewayBuilder policyFile(Path file) {
        policyPlace = file;
        policy = () -> PolicySource.watching(file);
        return this;
    }

    /** A policy made in code. */
    public GatewayBuilder policy(Policy made) {
        policy = () -> PolicySource.fixed(made);
        return this;
    }

    /** Another address than a free port of loopback. */
    public GatewayBuilder listen(InetSocketAddress address) {
        listen = address;
        return this;
    }

    /** Certificate and key; without them the gateway speaks plain, on loopback only. */
    public GatewayBuilder tls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    /** Keeps trail, recordings and state there; without it they go with the gateway. */
    public GatewayBuilder data(Path directory) {
        data = Optional.of(directory);
        return this;
    }

    /** The file of the secret behind keyed hashes, so that several gateways hash alike; without it each data directory has its own. */
    public GatewayBuilder maskKey(Path file) {
        maskKey = Optional.of(file);
        return this;
    }

    /** Trusts an identity provider. */
    public GatewayBuilder issuer(JwtIssuer issuer) {
        issuers.add(issuer);
        return this;
    }

    /** Other limits of the remote door. */
    public GatewayBuilder remote(UnaryOperator<RemoteDoorOptions> changed) {
        change = changed;
        return this;
    }

    /** Opens a door for people there; a port of zero takes a free one. */
    public GatewayBuilder page(InetSocketAddress address) {
        page = Optional.of(AdminDoorOptions.defaults(address, tls));
        return this;
    }

    /** Where people sign in with their browser, beside tokens: a provider that speaks what this gateway does not. */
    public GatewayBuilder signOn(SignOn provider) {
        signOn = Optional.of(provider);
        return this;
    }

    /** Opens a door for SSH there; a port of zero takes a free one. */
    public GatewayBuilder ssh(InetSocketAddress address) {
        return ssh(address, List.of());
    }

    /** The same, with a certificate of the host key for the names by which clients reach the gateway. */
    public GatewayBuilder ssh(InetSocketAddress address, List<String> names) {
        ssh = Optional.of(Configuration.Ssh.at(address, names));
        return this;
    }

    /** Gives a role to groups, or to subjects written {@code subject:name}. */
    public GatewayBuilder role(Role role, String... holders) {
        roles.put(role, Set.of(holders));
        return this;
    }

    /** How long closing waits for what runs. */
    public GatewayBuilder drain(Duration atMost) {
        drain = atMost;
        return this;
    }

    /**
     * Starts the gateway.
     *
     * @throws GatewayException with one sentence that says what does not work, where, and how to fix it
     */
    public Gateway start() {
        Supplier<PolicySource> source = policy;
        if (source == null) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "no policy is given, and without one nobody may do anything; give policyText, policyFile or policy");
        }
        PolicySource policies = source.get();
        DataDirectory directory = data.map(DataDirectory::at).orElseGet(DataDirectory::temporary);
        Configuration configuration = new Configuration(
                change.apply(RemoteDoorOptions.defaults(listen, tls)),
                issuers,
                policyPlace,
                directory.root(),
                maskKey.orElseGet(() -> Configuration.maskKeyIn(directory.root()))
                        .toString(),
                Optional.empty(),
                List.of(),
                Configuration.Recordings.DEFAULT,
                drain,
                new Configuration.People(
                        page,
                        Optional.empty(),
                        new Roles(roles),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()),
                ssh);
        Wiring.Keep keep = data.isPresent() ? Wiring.Keep.DATA : Wiring.Keep.NOTHING;
        return new Gateway(Wiring.of(configuration, signOn, policies, keep), configuration);
    }
}
