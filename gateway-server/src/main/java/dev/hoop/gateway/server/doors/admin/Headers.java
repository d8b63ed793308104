package dev.hoop.gateway.server.doors.admin;

import io.javalin.http.Context;

/** What browsers are told to refuse, on every answer. */
final class Headers {
    static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private Headers() {}

    static void protect(Context http, boolean tls) {
        http.header("Content-Security-Policy", POLICY);
        http.header("X-Content-Type-Options", "nosniff");
        http.header("X-Frame-Options", "DENY");
        http.header("Referrer-Policy", "same-origin");
        http.header("Cross-Origin-Opener-Policy", "same-origin");
        http.header("Cross-Origin-Resource-Policy", "same-origin");
        http.header("Cache-Control", "no-store");
        if (tls) {
            http.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
