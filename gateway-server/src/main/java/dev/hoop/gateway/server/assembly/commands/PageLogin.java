package dev.hoop.gateway.server.assembly.commands;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.server.assembly.configuration.Authorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Where the gateway's interface is and by which token it is used, for commands of people. */
final class PageLogin {
    private static final String TOKEN_VARIABLE = "HOOP_TOKEN";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--page",
            paramLabel = "URL",
            defaultValue = "http://localhost:8011",
            description = "the address of the gateway's pages (default: ${DEFAULT-VALUE})")
    private URI page = URI.create("http://localhost:8011");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "the file that holds the token (default: the variable " + TOKEN_VARIABLE
                    + ", else the one of hoop login)")
    private @Nullable Path tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "trust the authorities in this PEM file")
    private @Nullable Path caFile;

    private @Nullable String said;

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    /** A whole list, part by part. */
    JsonNode list(String path, String entries, int atMost) {
        ArrayNode all = JSON.createArrayNode();
        @Var String cursor = "";
        do {
            String more =
                    (path.contains("?") ? "&" : "?") + "limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            JsonNode part = get(path + more);
            part.path(entries).forEach(all::add);
            cursor = part.path("next").asString("");
        } while (!cursor.isEmpty() && all.size() < atMost);
        return JSON.createObjectNode().set(entries, all);
    }

    JsonNode post(String path, Object body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                path);
    }

    static String text(JsonNode node) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    /** Reads a stream of events until it ends. */
    void events(String path, BiConsumer<String, JsonNode> each) {
        requireSafe();
        try {
            HttpResponse<Stream<String>> answer = client().send(
                            HttpRequest.newBuilder(page.resolve("/api/v1" + path))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() / 100 != 2) {
                    throw new GatewayException(
                            ErrorCode.INVALID_REQUEST,
                            JSON.readTree(lines.collect(Collectors.joining("\n")))
                                    .path("detail")
                                    .asString("the gateway refuses this"));
                }
                read(lines.iterator(), each);
            }
        } catch (IOException | UncheckedIOException | JacksonException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private static void read(Iterator<String> lines, BiConsumer<String, JsonNode> each) {
        @Var String type = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("event: ")) {
                type = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                each.accept(type, JSON.readTree(line.substring("data: ".length())));
            }
        }
    }

    /** Goes on with this token, whatever else is kept elsewhere. */
    void use(String token) {
        said = token;
    }

    /** Where a token is kept, when somebody has said so. */
    Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    private GatewayException unanswered(Exception e) {
        return new GatewayException(
                ErrorCode.CONNECTION_FAILED,
                "the gateway's pages at %s do not answer as they should; name them with --page".formatted(page),
                e);
    }

    private JsonNode send(HttpRequest.Builder request, String path) {
        requireSafe();
        try {
            HttpResponse<String> answer = client().send(
                            request.uri(page.resolve("/api/v1" + path))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new GatewayException(
                        ErrorCode.INVALID_REQUEST, body.path("detail").asString("the gateway refuses this"));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    /** A token goes to another machine over TLS only. */
    private void requireSafe() {
        String host = page.getHost();
        boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
        if (!web || host == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, page + " is no address of pages; write https://hoop.example.org");
        }
        if ("http".equals(page.getScheme()) && !isHere(host)) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "a token is not sent in the clear to " + page + "; write https://…");
        }
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER);
        Path file = caFile;
        if (file != null) {
            client.sslContext(Authorities.trusting(file));
        }
        return client.build();
    }

    private String token() {
        String given = said;
        if (given != null) {
            return given;
        }
        Path file = tokenFile;
        TokenProvider provider = file != null
                ? TokenProvider.file(file)
                : System.getenv(TOKEN_VARIABLE) == null && Files.exists(TokenFile.usual())
                        ? TokenProvider.file(TokenFile.usual())
                        : TokenProvider.environment(TOKEN_VARIABLE);
        return provider.token(TokenProvider.Reason.CONNECT).value();
    }
}
