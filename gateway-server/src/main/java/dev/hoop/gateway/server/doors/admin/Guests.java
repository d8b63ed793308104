package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Gate;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets who is signed in see a page or send a form; shows everybody else the way in, and errors as pages. */
final class Guests {
    private final Entrance entrance;
    private final Layout layout;

    Guests(Entrance entrance, Layout layout) {
        this.entrance = entrance;
        this.layout = layout;
    }

    Gate gate() {
        return entrance.gate();
    }

    void see(Context http, Consumer<SignedIn.Person> page) {
        Optional<SignedIn.Person> person = entrance.person(http);
        if (person.isEmpty()) {
            http.redirect("/sign-in?to=" + URLEncoder.encode(http.path(), StandardCharsets.UTF_8));
            return;
        }
        try {
            page.accept(person.get());
        } catch (GatewayException refused) {
            fail(http, person, refused);
        }
    }

    void act(Context http, Consumer<SignedIn.Person> form) {
        try {
            form.accept(entrance.sender(http));
        } catch (GatewayException refused) {
            fail(http, entrance.person(http), refused);
        }
    }

    private void fail(Context http, Optional<SignedIn.Person> person, GatewayException refused) {
        int status = Statuses.of(refused.code());
        if (status == 401) {
            entrance.leave(http);
        }
        layout.show(
                http,
                status,
                "That did not work",
                status == 401 ? Optional.empty() : person,
                Html.of(
                        "<p class=\"warning\" role=\"alert\">{}</p><p><a href=\"/approvals\">Go on</a></p>",
                        String.valueOf(refused.getMessage())));
    }
}
