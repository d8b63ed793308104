package dev.hoop.gateway.server.doors.admin;

import io.javalin.http.Context;

/** What browsers are told to refuse, on every answer. */
final class Headers {
    static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** For pages: scripts of this gateway's own files, and what they ask of it. */
    private static final String PAGE_POLICY = POLICY + "; script-src 'self'; connect-src 'self'";

    private Headers() {}

    /** A page may run the scripts that are its gateway's. */
    static void allowScripts(Context http) {
        http.header("Content-Security-Policy", PAGE_POLICY);
    }

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
