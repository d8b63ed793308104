package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.SignOnDesk;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way in: through an identity provider, or with a token. */
final class SignInPages {
    private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9/_.-]{0,200}");

    private final Entrance entrance;
    private final Layout layout;
    private final Optional<SignOnDesk> signOn;
    private final Arrivals arrivals;

    SignInPages(Entrance entrance, Layout layout, Optional<SignOnDesk> signOn, Clock clock) {
        this.entrance = entrance;
        this.layout = layout;
        this.signOn = signOn;
        this.arrivals = new Arrivals(clock);
    }

    void add(RoutesConfig routes) {
        routes.get("/", http -> http.redirect("/approvals"));
        routes.get("/sign-in", http -> show(http, 200, ""));
        routes.post("/sign-in", this::withToken);
        routes.get("/sign-in/provider", this::toProvider);
        routes.get("/sign-in/return", this::fromProvider);
        signOn.filter(SignOnDesk::isAnsweredByForm)
                .ifPresent(provider -> routes.post("/sign-in/return", http -> keep(http, provider)));
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
            SignOnDesk.Departure departure = provider().begin(entrance.origin().resolve("/sign-in/return"));
            String browser = Secrets.fresh();
            arrivals.begin(browser, departure, ownPath(http.queryParam("to")));
            entrance.setCookie(http, cookieName(), browser, "; Max-Age=" + Arrivals.ATTEMPT.toSeconds());
            http.redirect(departure.place().toString());
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    /** What another site's page sends is kept, and signs nobody in: the browser comes again by itself, with its cookie. */
    private void keep(Context http, SignOnDesk provider) {
        try {
            Map<String, String> answer = once(http.formParamMap());
            arrivals.keep(provider.state(answer), answer);
            http.redirect("/sign-in/return", HttpStatus.SEE_OTHER);
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private void fromProvider(Context http) {
        try {
            SignOnDesk provider = provider();
            Arrivals.Attempt attempt =
                    arrivals.end(SaidOnce.cookie(http, cookieName()).orElse(""));
            entrance.setCookie(http, cookieName(), "", "; Max-Age=0");
            Map<String, String> answer = provider.isAnsweredByForm()
                    ? attempt.answer().orElseThrow(() -> failed("the identity provider has said nothing; begin again"))
                    : once(http.queryParamMap());
            Visitor visitor =
                    entrance.arrive(http, () -> provider.arrive(attempt.departure(), answer, Entrance.PAGE, http.ip()));
            entrance.enter(http, visitor);
            http.redirect(attempt.to(), HttpStatus.SEE_OTHER);
        } catch (GatewayException refused) {
            show(http, Statuses.of(refused.code()), String.valueOf(refused.getMessage()));
        }
    }

    private static Map<String, String> once(Map<String, List<String>> fields) {
        Map<String, String> answer = new LinkedHashMap<>();
        fields.forEach((name, values) -> {
            if (values.size() != 1) {
                throw failed("the answer says something twice; begin again");
            }
            answer.put(name, values.get(0));
        });
        return answer;
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

    private SignOnDesk provider() {
        return signOn.orElseThrow(() -> new GatewayException(
                ErrorCode.NOT_SUPPORTED, "this gateway has no identity provider for people; sign in with a token"));
    }

    private String cookieName() {
        return entrance.isSecure() ? "__Host-hoop-attempt" : "hoop-attempt";
    }

    /** Never to another site: only paths of ours. */
    private static String ownPath(@Nullable String path) {
        return path != null && OWN_PATH.matcher(path).matches() && !path.startsWith("//") ? path : "/approvals";
    }

    private static GatewayException failed(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, why);
    }
}
