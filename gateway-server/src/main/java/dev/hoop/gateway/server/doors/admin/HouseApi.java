package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.gate.ExplainDesk;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.ScopeWords;
import dev.hoop.gateway.server.gate.TokenDesk;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a gateway is looked after, for programs: targets, policy, trail, tokens, news that were not delivered. */
final class HouseApi {
    private final Api api;
    private final Housekeeping house;
    private final Verifying verifying;

    HouseApi(Api api, Housekeeping house, Verifying verifying) {
        this.api = api;
        this.house = house;
        this.verifying = verifying;
    }

    void add(RoutesConfig routes) {
        routes.get(Api.ROOT + "/targets", http -> api.answer(http, this::targets));
        routes.post(Api.ROOT + "/targets/{target}/check", http -> api.change(http, this::check));
        routes.get(Api.ROOT + "/policy", http -> api.answer(http, this::policy));
        routes.post(Api.ROOT + "/policy/explain", http -> api.change(http, this::explain));
        routes.get(Api.ROOT + "/trail", http -> api.answer(http, this::trail));
        routes.post(Api.ROOT + "/trail/verify", http -> api.change(http, this::verify));
        routes.get(Api.ROOT + "/tokens", http -> api.answer(http, this::tokens));
        routes.post(Api.ROOT + "/tokens", http -> api.changeOnce(http, this::issue));
        routes.post(Api.ROOT + "/tokens/{id}/revoke", http -> api.change(http, this::revoke));
        routes.get(Api.ROOT + "/undelivered", http -> api.answer(http, this::undelivered));
        routes.post(Api.ROOT + "/undelivered/{number}/retry", http -> api.change(http, this::retry));
        routes.post(Api.ROOT + "/undelivered/{number}/drop", http -> api.change(http, this::drop));
    }

    private Object targets(Context http, Visitor visitor) {
        return Cursors.shown(http, "targets", house.targets(visitor).targets(Cursors.stretch(http)), HouseJson::target);
    }

    private Object check(Context http, Visitor visitor) {
        return HouseJson.target(house.targets(visitor).check(http.pathParam("target")));
    }

    private Object policy(Context http, Visitor visitor) {
        return HouseJson.policy(house.policy(visitor).inForce());
    }

    private Object explain(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "subject", "kind", "groups", "target", "task", "statement");
        return HouseJson.explanation(house.policy(visitor)
                .explain(new ExplainDesk.Question(
                        subject(wanted), wanted.text("target"), wanted.text("task"), wanted.text("statement"))));
    }

    private Object trail(Context http, Visitor visitor) {
        return HouseJson.trail(house.trail(visitor).newest(), verifying.state());
    }

    private Object verify(Context http, Visitor visitor) {
        Wanted.nothing(http);
        verifying.begin(house.trail(visitor));
        return trail(http, visitor);
    }

    private Object tokens(Context http, Visitor visitor) {
        return Cursors.shown(http, "tokens", house.tokens(visitor).list(Cursors.stretch(http)), HouseJson::token);
    }

    /** The secret is said once, whatever key the request comes under again. */
    private Answer issue(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "subject", "kind", "groups", "targets", "allow", "minutes");
        TokenDesk.Issued issued = house.tokens(visitor)
                .issue(
                        subject(wanted).within(scope(wanted)),
                        wanted.minutes("minutes")
                                .orElseThrow(() -> new GatewayException(
                                        ErrorCode.INVALID_REQUEST, "say in 'minutes' how long it is good for")));
        return Answer.secretly(issued(issued.id(), issued.secret()), issued(issued.id(), null));
    }

    private static Map<String, Object> issued(String id, @Nullable String secret) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("secret", secret);
        return shown;
    }

    private Object revoke(Context http, Visitor visitor) {
        Wanted.nothing(http);
        return Map.of("revoked", house.tokens(visitor).revoke(http.pathParam("id")));
    }

    private Object undelivered(Context http, Visitor visitor) {
        return Cursors.shown(http, "letters", house.letters(visitor).dead(Cursors.stretch(http)), HouseJson::letter);
    }

    private Object retry(Context http, Visitor visitor) {
        Wanted.nothing(http);
        house.letters(visitor).retry(number(http));
        return Map.of("number", number(http));
    }

    private Object drop(Context http, Visitor visitor) {
        Wanted.nothing(http);
        house.letters(visitor).drop(number(http));
        return Map.of("number", number(http));
    }

    static long number(Context http) {
        String text = http.pathParam("number");
        if (!text.matches("[0-9]{1,18}")) {
            throw new GatewayException(ErrorCode.APPROVAL_UNKNOWN, "there is nothing of this number");
        }
        return Long.parseLong(text);
    }

    private static TokenScope scope(Wanted wanted) {
        return ScopeWords.read(list(wanted, "targets"), list(wanted, "allow"));
    }

    private static List<String> list(Wanted wanted, String name) {
        return wanted.has(name) ? ScopeWords.given(name, wanted.texts(name)) : List.of();
    }

    private static Subject subject(Wanted wanted) {
        return subject(wanted.text("subject"), wanted.text("kind"), Set.copyOf(wanted.texts("groups")));
    }

    /** A subject as it is named by somebody who issues a token for it or asks about it. */
    static Subject subject(String name, String kind, Set<String> groups) {
        boolean isName = !name.isBlank() && name.length() <= 256 && name.equals(name.strip());
        if (!isName
                || groups.stream()
                        .anyMatch(group -> group.isBlank() || group.lines().count() != 1)) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "name a 'subject', without spaces around it, and groups of one line");
        }
        try {
            return new Subject(
                    new SubjectName(name),
                    kind.isEmpty() ? Subject.Kind.PERSON : Wanted.word("kind", kind, Subject.Kind.values()),
                    groups);
        } catch (IllegalArgumentException e) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the subject cannot have this name", e);
        }
    }
}
