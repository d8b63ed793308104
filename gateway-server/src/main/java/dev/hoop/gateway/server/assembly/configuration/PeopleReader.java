package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.gate.Role;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Reads how people use the gateway: {@code http} and {@code roles}. */
final class PeopleReader {
    static final List<String> PROVIDER = List.of("issuer", "name", "client", "credential", "scopes");

    private static final int PORT = 8011;

    private final boolean isOpen;
    private final String address;
    private final int port;
    private final Optional<URI> url;
    private final Duration idleAfter;
    private final int attempts;
    private final int requests;
    private final Optional<Configuration.Provider> provider;
    private final Roles roles;
    private final List<Configuration.Hook> hooks;
    private final List<Configuration.Chat> chats;
    private final List<Configuration.Mail> mails;
    private final List<Configuration.Machine> machines;
    private final Optional<Configuration.TaskTracker> tracker;

    PeopleReader(Keys file, List<JwtIssuer> issuers, Path directory, Mistakes mistakes) {
        isOpen = file.has("http");
        Keys http =
                file.map("http", List.of("address", "port", "url", "idle-after", "attempts", "requests", "sign-on"));
        address = http.text("address", Configuration.DEFAULT_ADDRESS);
        port = http.count("port", 0, 65_535, PORT);
        url = http.text("url").flatMap(text -> uri(http, text, mistakes));
        idleAfter = http.time("idle-after", Duration.ofHours(1));
        attempts = http.count("attempts", 1, 100_000, 20);
        requests = http.count("requests", 10, 1_000_000, AdminDoorOptions.USUAL_REQUESTS);
        provider = http.has("sign-on")
                ? Optional.of(provider(http.map("sign-on", PROVIDER), issuers, mistakes))
                : Optional.empty();
        NotifyReader notify = new NotifyReader(mistakes, directory).read(file.list("notify"));
        hooks = notify.hooks();
        chats = notify.chats();
        mails = notify.mails();
        machines = new HookReader(mistakes).machines(file.list("machines"));
        tracker = TrackerReader.read(file, mistakes);
        roles = roles(file.map(
                "roles", Stream.of(Role.values()).map(PeopleReader::word).toList()));
    }

    Configuration.People with(Optional<SSLContext> tls) {
        Optional<AdminDoorOptions> door = isOpen
                ? Optional.of(new AdminDoorOptions(
                        new InetSocketAddress(address, port), tls, url, idleAfter, attempts, requests))
                : Optional.empty();
        return new Configuration.People(door, provider, roles, hooks, chats, mails, machines, tracker);
    }

    private static Optional<URI> uri(Keys http, String text, Mistakes mistakes) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            mistakes.add(http.mark("url"), "'url' is not an address", "write url: https://hoop.example.org");
            return Optional.empty();
        }
    }

    /** An identity provider where people sign in; it must be one whose tokens the gateway takes. */
    static Configuration.Provider provider(Keys keys, List<JwtIssuer> issuers, Mistakes mistakes) {
        String issuer = keys.required("issuer", "https://login.example.org");
        if (!issuer.isEmpty()
                && issuers.stream().noneMatch(each -> each.issuer().equals(issuer))) {
            mistakes.add(
                    keys.mark("issuer"),
                    "the provider where people sign in is none of those under 'identity'",
                    "add it there, with this gateway's client name as an audience");
        }
        if (keys.has("client") == keys.has("credential")) {
            mistakes.add(
                    keys.mark("client"),
                    "signing in needs either 'client' or 'credential'",
                    "write client: hoop for a public client, or credential: env:HOOP_OIDC, which holds client:secret");
        }
        return new Configuration.Provider(
                issuer,
                keys.text("name", "your account"),
                keys.text("client", ""),
                keys.text("credential", ""),
                keys.text("scopes", "openid"));
    }

    private static Roles roles(Keys keys) {
        Map<Role, Set<String>> holders = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            holders.put(role, new HashSet<>(keys.texts(word(role))));
        }
        return new Roles(holders);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
