package dev.hoop.gateway.server.doors.admin;

import io.javalin.http.Context;

/**
 * What a program is answered.
 *
 * @param repeated the body when it is asked for again: the same, but for secrets that are shown once
 */
record Answer(int status, String body, String repeated) {
    static Answer of(Object body) {
        String text = Json.text(body);
        return new Answer(200, text, text);
    }

    /** With something in it that is said this once. */
    static Answer secretly(Object body, Object repeated) {
        return new Answer(200, Json.text(body), Json.text(repeated));
    }

    void send(Context http) {
        http.status(status)
                .contentType(status / 100 == 2 ? "application/json" : Json.PROBLEM)
                .result(body);
    }

    /** Whether asking again would not end otherwise, or has had an effect. */
    boolean isFinal() {
        return status < 500 && status != 401 && status != 429;
    }

    /** Whether it was turned away before anything was done. */
    boolean isUnbegun() {
        return status == 401 || status == 429;
    }

    /** Leaves the bodies out. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
