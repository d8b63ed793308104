package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way in: through an identity provider, or with a token. An attempt at a provider belongs to one browser, is good once and for ten
 * minutes; its answer counts only with the state we gave, and a token that holds the nonce we gave.
 */
final class SignInPages {
    private static final Duration ATTEMPT = Duration.ofMinutes(10);
    private static final int MOST_ATTEMPTS = 10_000;
    private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9/_.-]{0,200}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Entrance entrance;
    private final Layout layout;
    private final Optional<SignOn> signOn;
    private final Clock clock;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    private record Attempt(SignOn.Request request, String to, Instant since) {}

    SignInPages(Entrance entrance, Layout layout, Optional<SignOn> signOn, Clock clock) {
        this.entrance = entrance;
        this.layout = layout;
        this.signOn = signOn;
        this.clock = clock;
    }

    void add(RoutesConfig routes) {
        routes.get("/", http -> http.redirect("/approvals"));
        routes.get("/sign-in", http -> show(http, 200, ""));
        routes.post("/sign-in", this::withToken);
        routes.get("/sign-in/provider", this::toProvider);
        routes.get("/sign-in/return", this::fromProvider);
        routes.post("/sign-out", this::out);
    }

    private void show(Context http, int status, String problem) {
        String to = ownPath(http.queryParam("to"));
        layout.show(
                http,
                status,
                "Sign in",
                Optional.empty(),
                Html.of(
                        """
                        <div class="card narrow">
                        {}
                        {}
                        <h2>With a token</h2>
                        <form method="post" action="/sign-in">
                        <input type="hidden" name="to" value="{}">
                        <p><label for="t">Token</label>
                        <input id="t" name="token" type="password" autocomplete="off" required></p>
                        <p><button>Sign in</button></p>
                        </form>
                        </div>
                        """,
                        problem.isEmpty() ? Html.NONE : Html.of("<p class=\"warning\" role=\"alert\">{}</p>", problem),
                        signOn.map(provider -> Html.of(
                                        "<p><a class=\"button yes\" href=\"/sign-in/provider?to={}\">Sign in with {}</a></p>",
                                        URLEncoder.encode(to, StandardCharsets.UTF_8),
                                        provider.name()))
                                .orElse(Html.NONE),
                        to));
    }

    private void withToken(Context http) {
        try {
            entrance.requireOwnPage(http);
            Visitor visitor = entrance.login(
                    http,
                    Optional.ofNullable(http.formParam("token")).orElse("").strip(),
                    Entrance.PAGE);
            entrance.enter(http, visitor);
            http.redirect(ownPath(http.formParam("to")), HttpStatus.SEE_OTHER);
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private void toProvider(Context http) {
        try {
            SignOn provider = provider();
            SignOn.Request request = new SignOn.Request(
                    Secrets.fresh(),
                    Secrets.fresh(),
                    Secrets.fresh(),
                    entrance.origin().resolve("/sign-in/return"));
            String name = Secrets.fresh();
            begin(name, new Attempt(request, ownPath(http.queryParam("to")), clock.instant()));
            entrance.setCookie(http, cookieName(), name, "; Max-Age=" + ATTEMPT.toSeconds());
            http.redirect(provider.authorization(request).toString());
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private void fromProvider(Context http) {
        try {
            Attempt attempt = end(Optional.ofNullable(http.cookie(cookieName())).orElse(""));
            entrance.setCookie(http, cookieName(), "", "; Max-Age=0");
            if (!Secrets.same(query(http, "state"), attempt.request().state())) {
                throw failed("the answer does not belong to this attempt to sign in; begin again");
            }
            if (!query(http, "error").isEmpty() || query(http, "code").isEmpty()) {
                throw failed("the identity provider did not let you in; ask its people why");
            }
            String token = provider().token(query(http, "code"), query(http, "iss"), attempt.request());
            Visitor visitor = entrance.login(http, token, Entrance.PAGE);
            if (!Secrets.same(nonce(token), attempt.request().nonce())) {
                throw failed("the token was made for another attempt to sign in; begin again");
            }
            entrance.enter(http, visitor);
            http.redirect(attempt.to(), HttpStatus.SEE_OTHER);
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private void out(Context http) {
        try {
            entrance.sender(http);
            entrance.leave(http);
            http.redirect("/sign-in", HttpStatus.SEE_OTHER);
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private SignOn provider() {
        return signOn.orElseThrow(() -> new GatewayException(
                ErrorCode.NOT_SUPPORTED, "this gateway has no identity provider for people; sign in with a token"));
    }

    private synchronized void begin(String name, Attempt attempt) {
        Instant now = clock.instant();
        attempts.values().removeIf(old -> now.isAfter(old.since().plus(ATTEMPT)));
        if (attempts.size() >= MOST_ATTEMPTS) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "too many people sign in at once; try again in a few minutes");
        }
        attempts.put(name, attempt);
    }

    private synchronized Attempt end(String name) {
        Attempt attempt = attempts.remove(name);
        if (attempt == null || clock.instant().isAfter(attempt.since().plus(ATTEMPT))) {
            throw failed("there is no attempt to sign in from this browser, or it took too long; begin again");
        }
        return attempt;
    }

    /** Read after the token was verified. */
    private static String nonce(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            byte[] claims = Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : "");
            return JSON.readTree(claims).path("nonce").asString("");
        } catch (JacksonException | IllegalArgumentException e) {
            return "";
        }
    }

    private String cookieName() {
        return entrance.isSecure() ? "__Host-hoop-attempt" : "hoop-attempt";
    }

    private static String query(Context http, String name) {
        return Optional.ofNullable(http.queryParam(name)).orElse("");
    }

    /** Never to another site: only paths of ours. */
    private static String ownPath(@org.jspecify.annotations.Nullable String path) {
        return path != null && OWN_PATH.matcher(path).matches() && !path.startsWith("//") ? path : "/approvals";
    }

    private static GatewayException failed(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, why);
    }
}
