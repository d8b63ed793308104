package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.SignOnDesk;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for people and for programs of people: approvals, sessions, replays, over HTTP. Pages are made here, hold no scripts and nothing
 * from elsewhere. Thread-safe.
 */
public final class AdminDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDoor.class);
    private static final List<String> SCRIPTS = List.of("page.js", "player.js", "terminal.js");
    private static final int MOST_THREADS = 64 + Live.MOST;
    private static final int MOST_BYTES = 64 * 1024;
    private static final long IDLE_MILLIS = 30_000;

    private final Javalin javalin;
    private final AdminDoorOptions options;
    private final Live live = new Live();
    private final Verifying verifying;

    private AdminDoor(
            AdminDoorOptions options,
            Gate gate,
            Housekeeping house,
            Optional<SignOnDesk> signOn,
            KeptAnswers kept,
            Clock clock) {
        this.options = options;
        Entrance entrance = new Entrance(
                gate,
                new SignedIn(clock, options.idleAfter()),
                new Attempts(clock, options.attempts()),
                new Pace(clock, options.requests()),
                this::url);
        Layout layout = new Layout(gate);
        Guests guests = new Guests(entrance, layout);
        String style = resource("style.css");
        Map<String, String> scripts = SCRIPTS.stream().collect(Collectors.toMap(each -> each, AdminDoor::resource));
        this.verifying = new Verifying(clock);
        Api api = new Api(entrance, kept);
        this.javalin = Javalin.create(config -> {
            configure(config);
            config.routes.before(http -> Headers.protect(http, options.tls().isPresent()));
            config.routes.before(SaidOnce::require);
            config.routes.before(entrance::pace);
            config.routes.get(
                    "/style.css",
                    http -> http.contentType("text/css; charset=utf-8").result(style));
            scripts.forEach((name, script) -> config.routes.get(
                    "/" + name,
                    http -> http.contentType("text/javascript; charset=utf-8").result(script)));
            new SignInPages(entrance, layout, signOn, clock).add(config.routes);
            new ApprovalPages(guests, layout).add(config.routes);
            new SessionPages(guests, layout).add(config.routes);
            new ReviewPages(guests, layout).add(config.routes);
            new CampaignPages(guests, layout).add(config.routes);
            new TargetPages(guests, layout, house).add(config.routes);
            new PolicyPages(guests, layout, house).add(config.routes);
            new TrailPages(guests, layout, house, verifying).add(config.routes);
            new TokenPages(guests, layout, house).add(config.routes);
            new LetterPages(guests, layout, house).add(config.routes);
            api.add(config.routes);
            new HouseApi(api, house, verifying).add(config.routes);
            new EventsApi(api, entrance, live).add(config.routes);
            new HostApi(api, live).add(config.routes);
            config.routes.exception(HttpResponseException.class, (refused, http) -> refuse(http, refused.getStatus()));
            config.routes.exception(GatewayException.class, AdminDoor::refuse);
            config.routes.exception(Exception.class, AdminDoor::broke);
            config.routes.error(404, http -> {
                if (http.resultInputStream() == null) {
                    refuse(http, 404);
                }
            });
        });
    }

    /**
     * Opens the door.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if nothing can listen there
     */
    public static AdminDoor open(
            AdminDoorOptions options,
            Gate gate,
            Housekeeping house,
            Optional<SignOnDesk> signOn,
            KeptAnswers kept,
            Clock clock) {
        AdminDoor door = new AdminDoor(options, gate, house, signOn, kept, clock);
        try {
            door.javalin.start();
            return door;
        } catch (JavalinBindException e) {
            door.close();
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the door for people cannot listen on %s:%d; is another program there?"
                            .formatted(
                                    options.listen().getHostString(),
                                    options.listen().getPort()),
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** As browsers see it. */
    public URI url() {
        return options.url()
                .orElseGet(() -> URI.create(
                        "%s://%s:%d".formatted(options.tls().isPresent() ? "https" : "http", host(), port())));
    }

    private String host() {
        String host = options.listen().getHostString();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MOST_BYTES;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("hoop-people");
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setErrorHandler(new Garbled()));
        config.jetty.addConnector(this::connector);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setHeaderCacheCaseSensitive(
                true); // or a token in other letters is taken for the one before it on a connection
        http.setSendDateHeader(true);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector;
        if (options.tls().isPresent()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setSslContext(options.tls().get());
            connector = new ServerConnector(server, tls, plain);
        } else {
            connector = new ServerConnector(server, plain);
        }
        connector.setHost(options.listen().getAddress().getHostAddress());
        connector.setPort(options.listen().getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static void refuse(Context http, int status) {
        String what = switch (status) {
            case 404 -> "there is nothing of this name here";
            case 405 -> "this cannot be done here";
            case 413 -> "that is too large";
            default -> "the request is not understood";
        };
        Json.problem(http, status, ErrorCode.INVALID_REQUEST, what);
    }

    private static void refuse(GatewayException refused, Context http) {
        int status = Statuses.of(refused.code());
        if (status == 429) {
            http.header("Retry-After", "10");
        }
        Json.problem(http, status, refused.code(), String.valueOf(refused.getMessage()));
    }

    private static void broke(Exception failure, Context http) {
        LOG.atError()
                .setMessage("a request of the door for people failed")
                .addKeyValue("failure", failure.getClass().getName())
                .log();
        Json.problem(http, 500, ErrorCode.INTERNAL, "the gateway failed; its log says where");
    }

    private static String resource(String name) {
        try (InputStream in = AdminDoor.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the gateway's jar has lost its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes no more requests; what runs comes to its end. */
    @Override
    public void close() {
        live.close();
        verifying.close();
        javalin.stop();
    }
}
