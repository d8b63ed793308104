package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is there. Programs prove themselves with every request by a bearer token, and only so; browsers once, and then by a cookie, which
 * alone changes nothing: a change needs the form's own secret, and to come from our own pages.
 */
final class Entrance {
    static final String API = "api";
    static final String PAGE = "page";

    private static final String BEARER = "Bearer ";

    private final Gate gate;
    private final SignedIn signedIn;
    private final Attempts attempts;
    private final Pace pace;
    private final Supplier<URI> origin;

    Entrance(Gate gate, SignedIn signedIn, Attempts attempts, Pace pace, Supplier<URI> origin) {
        this.gate = gate;
        this.signedIn = signedIn;
        this.attempts = attempts;
        this.pace = pace;
        this.origin = origin;
    }

    /** The program behind a request of the interface. */
    Visitor program(Context http) {
        String header = http.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED, "no token was given; send it as Authorization: Bearer …");
        }
        Visitor visitor = login(http, header.substring(BEARER.length()).strip(), API);
        pace.require("subject " + visitor.subject().name().value());
        return visitor;
    }

    /** Keeps browsers to their pace: by who is signed in, or else by address. */
    void pace(Context http) {
        if (!http.path().startsWith(Api.ROOT + "/")) {
            pace.require(person(http)
                    .map(known -> "subject " + known.visitor().subject().name().value())
                    .orElse("address " + http.ip()));
        }
    }

    Visitor login(Context http, String token, String door) {
        return arrive(http, () -> gate.login(token, "", door, http.ip()));
    }

    /** Lets somebody in by a proof, unless too many from this address had none. */
    Visitor arrive(Context http, Supplier<Visitor> proof) {
        attempts.require(http.ip());
        try {
            return proof.get();
        } catch (GatewayException refused) {
            if (Statuses.of(refused.code()) == 401) {
                attempts.failed(http.ip());
            }
            throw refused;
        }
    }

    /** The person behind a request of a page; empty when nobody is signed in. */
    Optional<SignedIn.Person> person(Context http) {
        return SaidOnce.cookie(http, cookieName()).flatMap(signedIn::find);
    }

    /**
     * The person behind a form that was sent.
     *
     * @throws GatewayException {@code NO_GRANT} when it was not sent from our own page by this person
     */
    SignedIn.Person sender(Context http) {
        requireOwnPage(http);
        SignedIn.Person person = person(http)
                .orElseThrow(() -> new GatewayException(ErrorCode.LOGIN_FAILED, "you are not signed in any more"));
        String sent = Optional.ofNullable(http.formParam("csrf")).orElse("");
        if (!Secrets.same(sent, person.csrf())) {
            throw forged();
        }
        return person;
    }

    /** Whether the browser is still signed in; asking does not make it so for longer. */
    boolean isIn(Context http) {
        return SaidOnce.cookie(http, cookieName()).map(signedIn::isIn).orElse(false);
    }

    /** @throws GatewayException {@code NO_GRANT} for what another site's page asks for */
    void requireNoOtherSite(Context http) {
        String site = http.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw forged();
        }
    }

    /** What browsers say themselves about where a request comes from, and no page can change. */
    void requireOwnPage(Context http) {
        String from = http.header("Origin");
        String site = http.header("Sec-Fetch-Site");
        String here = origin.get().toString();
        boolean fits = from == null || from.equals(here);
        boolean said = site == null ? from != null : site.equals("same-origin");
        if (!fits || !said) {
            throw forged();
        }
    }

    void enter(Context http, Visitor visitor) {
        leave(http);
        setCookie(http, cookieName(), signedIn.enter(visitor), "");
    }

    void leave(Context http) {
        SaidOnce.cookie(http, cookieName()).ifPresent(signedIn::leave);
        setCookie(http, cookieName(), "", "; Max-Age=0");
    }

    /** For the whole site, unseen by scripts, not sent along by other sites' forms, and over TLS only where there is TLS. */
    void setCookie(Context http, String name, String value, String more) {
        String secure = isSecure() ? "; Secure" : "";
        http.res().addHeader("Set-Cookie", name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + secure + more);
    }

    boolean isSecure() {
        return "https".equals(origin.get().getScheme());
    }

    URI origin() {
        return origin.get();
    }

    Gate gate() {
        return gate;
    }

    private String cookieName() {
        return isSecure() ? "__Host-hoop" : "hoop";
    }

    private static GatewayException forged() {
        return new GatewayException(
                ErrorCode.NO_GRANT,
                "this form was not sent from a page of the gateway; open the page and send it again");
    }
}
