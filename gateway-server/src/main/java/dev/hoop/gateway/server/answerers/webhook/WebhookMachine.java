package dev.hoop.gateway.server.answerers.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.answerers.MachineWords;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a ticket system, or whatever else decides, by a signed request, and takes nothing but an answer that is signed too, for this very
 * question: a nonce that was never used before stands in both signatures. Both are {@code v1=} and the hexadecimal HMAC-SHA-256, under a
 * shared secret, of {@code question}, dot, {@code Hoop-Timestamp}, dot, {@code Hoop-Nonce}, dot, body; and of {@code answer}, dot, the same
 * nonce, dot, the answer's body. Thread-safe.
 */
public final class WebhookMachine implements AnsweringMachine {
    private static final int MOST_BYTES = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Place place;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient client;

    /**
     * Where it is asked.
     *
     * @param key names the secret to whoever answers
     */
    public record Place(String name, URI address, Duration within, String key, String secret) {
        /** Leaves address and secret out. */
        @Override
        public String toString() {
            return "Place[" + name + "]";
        }
    }

    public WebhookMachine(Place place, Clock clock) {
        this.place = place;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(place.within())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Optional<Answer> answer(ApprovalRequest request) throws UnansweredException {
        String body = JSON.writeValueAsString(MachineWords.question(request));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = nonce();
        HttpRequest post = HttpRequest.newBuilder(place.address())
                .timeout(place.within())
                .header("Content-Type", "application/json")
                .header("Hoop-Timestamp", timestamp)
                .header("Hoop-Nonce", nonce)
                .header("Hoop-Key", place.key())
                .header("Hoop-Signature", signature("question." + timestamp + "." + nonce + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(post, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] said = in.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || said.length > MOST_BYTES) {
                    throw new UnansweredException("it answers with status " + response.statusCode());
                }
                requireSigned(response, "answer." + nonce + "." + new String(said, UTF_8));
                return MachineWords.understood(JSON.readTree(said));
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

    private void requireSigned(HttpResponse<?> response, String text) throws UnansweredException {
        String given = response.headers().firstValue("Hoop-Signature").orElse("");
        if (!MessageDigest.isEqual(given.getBytes(UTF_8), signature(text).getBytes(UTF_8))) {
            throw new UnansweredException("its answer is not signed for this question");
        }
    }

    private String nonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(place.secret().getBytes(UTF_8), "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
