package dev.hoop.gateway.server.page;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as the pages need: cookies, redirects, forms with what they hold, and the header that says which page sent them. */
final class Browser {
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI home;

    Browser(URI home) {
        this.home = home;
    }

    HttpResponse<String> get(String path) {
        return send(request(home.resolve(path)).GET());
    }

    /** Sends a form as a page of this site would. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        URI place = home.resolve(path);
        return post(place, fields, place.getScheme() + "://" + place.getAuthority());
    }

    HttpResponse<String> post(URI place, Map<String, String> fields, String origin) {
        return send(form(place, fields, origin));
    }

    private static HttpRequest.Builder form(URI place, Map<String, String> fields, String origin) {
        return request(place)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }

    /** Fills in the form of a page that goes to an address ending so, keeps what is hidden in it, and sends it. */
    HttpResponse<String> submit(HttpResponse<String> page, String action, Map<String, String> filled) {
        return submit(client, page, action, filled);
    }

    /** As {@link #submit}, without following where the answer leads. */
    HttpResponse<String> submitOnce(HttpResponse<String> page, String action, Map<String, String> filled) {
        return submit(HttpClient.newBuilder().cookieHandler(cookies).build(), page, action, filled);
    }

    private static HttpResponse<String> submit(
            HttpClient client, HttpResponse<String> page, String action, Map<String, String> filled) {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            String target = attribute(form.group(1), "action");
            if (target.endsWith(action)) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(form.group(2));
                while (hidden.find()) {
                    fields.put(attribute(hidden.group(), "name"), attribute(hidden.group(), "value"));
                }
                fields.putAll(filled);
                URI place = page.uri().resolve(target.isEmpty() ? page.uri().getRawPath() : target);
                return send(client, form(place, fields, place.getScheme() + "://" + place.getAuthority()));
            }
        }
        throw new AssertionError("the page has no form to " + action + ": " + page.body());
    }

    HttpResponse<String> signIn(String token) {
        return submit(get("/sign-in"), "/sign-in", Map.of("token", token));
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Without redirects, to see where they lead. */
    HttpResponse<String> once(String path) {
        HttpClient plain = HttpClient.newBuilder().cookieHandler(cookies).build();
        return send(plain, request(home.resolve(path)).GET());
    }

    static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&") : "";
    }

    private static HttpRequest.Builder request(URI place) {
        return HttpRequest.newBuilder(place).timeout(Duration.ofSeconds(30)).header("Accept", "text/html");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(client, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
