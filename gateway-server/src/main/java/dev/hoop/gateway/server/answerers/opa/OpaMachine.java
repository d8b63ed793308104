package dev.hoop.gateway.server.answerers.opa;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.answerers.MachineWords;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an Open Policy Agent by its Data API: the request is posted as {@code input}, and the document at the address says {@code {"answer":
 * "approve"}}, {@code "refuse"} or {@code "pass"}, with {@code reason} and {@code maxRows} if it likes. An undefined document passes. Whatever
 * else comes, or comes too late, is no answer. Thread-safe.
 */
public final class OpaMachine implements AnsweringMachine {
    private static final int MOST_BYTES = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final URI address;
    private final Duration within;
    private final Optional<String> bearer;
    private final HttpClient client;

    /** @param bearer proves this gateway to the agent, where it wants that */
    public OpaMachine(String name, URI address, Duration within, Optional<String> bearer) {
        this.name = name;
        this.address = address;
        this.within = within;
        this.bearer = bearer;
        this.client = HttpClient.newBuilder()
                .connectTimeout(within)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Answer> answer(ApprovalRequest request) throws UnansweredException {
        HttpRequest.Builder post = HttpRequest.newBuilder(address)
                .timeout(within)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("input", MachineWords.question(request)))));
        bearer.ifPresent(token -> post.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<InputStream> response = client.send(post.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || body.length > MOST_BYTES) {
                    throw new UnansweredException("it answers with status " + response.statusCode());
                }
                return understood(JSON.readTree(body));
            }
        } catch (IOException e) {
            throw new UnansweredException("it cannot be reached in time");
        } catch (JacksonException e) {
            throw new UnansweredException("its answer is not JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("the wait for it was interrupted");
        }
    }

    private static Optional<Answer> understood(JsonNode answer) throws UnansweredException {
        JsonNode result = answer.path("result");
        if (answer.isObject() && result.isMissingNode()) {
            return Optional.empty();
        }
        return MachineWords.understood(result);
    }
}
