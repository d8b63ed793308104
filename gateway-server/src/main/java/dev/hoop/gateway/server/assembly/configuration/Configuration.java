package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.server.doors.admin.AdminDoorOptions;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions;
import dev.hoop.gateway.server.gate.Roles;
import dev.hoop.gateway.server.identities.jwt.JwtIssuer;
import dev.hoop.gateway.server.notifiers.mail.MailNotifier;
import dev.hoop.gateway.server.notifiers.webhook.Webhook;
import dev.hoop.gateway.server.trackers.rest.RestTracker;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one gateway is set up. What may change while it runs, the policy, stands elsewhere.
 *
 * @param remote how drivers are listened to
 * @param policy the policy file or directory
 * @param data where the gateway keeps its trail, recordings and, unless there is a store, its state
 * @param store the database that several gateways share; empty for one of its own below {@code data}
 * @param maskKey where the secrets behind keyed hashes are found: {@code env:NAME}, {@code file:path}, or a path that is made at the first
 *     start
 * @param witnesses further directories that get a copy of every signed checkpoint of the trail
 * @param people the door for people, who signs in there, and who has a role
 * @param ssh the door for SSH; empty for none
 * @param drain how long a stopping gateway waits for what runs
 */
public record Configuration(
        RemoteDoorOptions remote,
        List<JwtIssuer> issuers,
        Path policy,
        Path data,
        String maskKey,
        Optional<Store> store,
        List<Path> witnesses,
        Recordings recordings,
        Duration drain,
        People people,
        Optional<Ssh> ssh) {
    public static final String DEFAULT_ADDRESS = "127.0.0.1";
    public static final int DEFAULT_PORT = 8010;
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

    public Configuration {
        issuers = List.copyOf(issuers);
        witnesses = List.copyOf(witnesses);
    }

    /** Where those secrets are unless the configuration says otherwise. */
    public static Path maskKeyIn(Path data) {
        return data.resolve("masks.key");
    }

    /** Where drivers find the gateway. */
    public InetSocketAddress listen() {
        return remote.listen();
    }

    /**
     * The door for SSH.
     *
     * @param names by which clients reach the gateway, for its host certificate; none for no certificate
     * @param signIn where people sign in by a code while their client waits; empty where they do not
     * @param connections the most connections open at once
     * @param connectionsPerAddress the most of them from one address
     * @param idleAfter how long a connection may be silent before it is ended
     * @param aliveEvery how often a silent client is asked whether it is still there
     */
    public record Ssh(
            InetSocketAddress listen,
            List<String> names,
            Optional<Provider> signIn,
            int connections,
            int connectionsPerAddress,
            Duration idleAfter,
            Duration aliveEvery) {
        public static final int DEFAULT_PORT = 8022;

        public Ssh {
            names = List.copyOf(names);
        }

        /** What holds when nothing else is said. */
        public static Ssh at(InetSocketAddress listen) {
            return at(listen, List.of());
        }

        /** The same for a gateway that is known by these names. */
        public static Ssh at(InetSocketAddress listen, List<String> names) {
            return new Ssh(listen, names, Optional.empty(), 500, 200, Duration.ofHours(8), Duration.ofSeconds(60));
        }
    }

    /**
     * A PostgreSQL database that several gateways share.
     *
     * @param credential where its credential is found: {@code env:NAME} or {@code file:path}
     */
    public record Store(String url, String credential) {
        /** Leaves the URL out. */
        @Override
        public String toString() {
            return "Store[…]";
        }
    }

    /**
     * How people use the gateway.
     *
     * @param door empty when there is no door for people
     * @param signOn where they sign in with a browser, beside tokens
     * @param hooks the webhooks that are told of requests
     * @param chats the channels that are told
     * @param mails the people who are told by mail
     * @param machines what may answer them, where a rule says so
     * @param tracker where tasks are kept that sessions work for
     */
    public record People(
            Optional<AdminDoorOptions> door,
            Optional<Provider> signOn,
            Roles roles,
            List<Hook> hooks,
            List<Chat> chats,
            List<Mail> mails,
            List<Machine> machines,
            Optional<TaskTracker> tracker) {
        public static final People NONE = new People(
                Optional.empty(),
                Optional.empty(),
                Roles.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());

        public People {
            hooks = List.copyOf(hooks);
            chats = List.copyOf(chats);
            mails = List.copyOf(mails);
            machines = List.copyOf(machines);
        }
    }

    /**
     * What answers requests in people's place.
     *
     * @param credential where {@code name:token} is found by which this gateway proves itself to an agent, empty for none; or the name and
     *     the secret of the key that signs questions and answers of a webhook
     */
    public record Machine(String name, Sort sort, URI address, Duration within, String credential) {
        /** How it is asked. */
        public enum Sort {
            OPA,
            WEBHOOK
        }
    }

    /**
     * A tracker of tasks.
     *
     * @param address with {@code {id}} where the task's id belongs
     * @param credential where {@code user:password}, or {@code bearer:token}, is found; empty for none
     */
    public record TaskTracker(String address, RestTracker.Shape shape, String credential, Duration within) {}

    /**
     * A webhook that is told of requests.
     *
     * @param credential where the name and the secret of its signing key are found, as {@code name:secret}
     */
    public record Hook(String name, URI address, Webhook.Form form, String credential) {
        /** Leaves the address out. */
        @Override
        public String toString() {
            return "Hook[" + name + "]";
        }
    }

    /**
     * A channel of a chat.
     *
     * @param api the address of Slack's Web API, or of what speaks like it
     * @param channel its id
     * @param credential where the token of a bot is found, as {@code name:token}
     */
    public record Chat(String name, URI api, String channel, String credential) {}

    /**
     * People who are told by mail.
     *
     * @param server {@code smtps://host:port}, {@code smtp://host:port} for an upgrade to TLS, which on loopback may be left out
     * @param credential where {@code user:password} is found; empty where the server wants none
     * @param authorities a PEM file of those to trust; empty for the platform's
     */
    public record Mail(
            String name,
            URI server,
            MailNotifier.Protection protection,
            String credential,
            Optional<Path> authorities,
            String from,
            List<String> to) {
        public Mail {
            to = List.copyOf(to);
        }
    }

    /**
     * An OpenID provider where people sign in.
     *
     * @param name what the button says
     * @param client this gateway's name there; empty when it stands in the credential
     * @param credential where {@code client:secret} is found; empty for a public client
     * @param scopes separated by spaces
     */
    public record Provider(String issuer, String name, String client, String credential, String scopes) {}

    /** How much of each statement's rows is kept for replay. */
    public record Recordings(int rows, int bytes) {
        public static final Recordings DEFAULT = new Recordings(100, 64 * 1024);
    }
}
