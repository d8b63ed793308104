package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that tell when they change: to whom, what, how many at once, and until when. */
final class LiveIT {
    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Stream> streams = new ArrayList<>();
    private Shop shop;
    private String sue;
    private String dana;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, builder -> builder);
        sue = shop.token("sue", "support");
        dana = shop.token("dana", "dba");
    }

    @AfterEach
    void close() throws Exception {
        streams.forEach(Stream::close);
        shop.close();
    }

    @Test
    void approverIsToldOfWhatIsAskedAndDecidedAndAStrangerIsNot() throws Exception {
        Stream approver = stream(dana, "approvals", "");
        Stream stranger = stream(shop.token("mallory", "sales"), "approvals", "");
        assertThat(approver.next("data")).contains("\"whole\":true").contains("\"entries\":[]");
        assertThat(stranger.next("data")).contains("\"entries\":[]");

        String id = held("update customers set name = 'Eve' where id = 1");

        assertThat(approver.next("data"))
                .contains("\"whole\":false")
                .contains(id)
                .contains("PENDING");
        shop.gateway().approvals("dirk", "dba").refuse(id, "no");
        assertThat(approver.next("data")).contains(id).contains("REJECTED");
        assertThat(stranger.seen()).isEmpty();
    }

    @Test
    void eventsHoldNoStatement() throws Exception {
        Stream approver = stream(dana, "approvals", "");
        approver.next("data");

        held("update customers set name = 'Private Person' where id = 1");

        assertThat(approver.next("data")).doesNotContain("Private").doesNotContain("update");
    }

    @Test
    void whoComesBackIsToldWhatWasMissedAndNothingTwice() throws Exception {
        Stream first = stream(dana, "approvals", "");
        String begin = first.next("id");
        first.close();
        String id = held("update customers set name = 'Eve' where id = 1");

        Stream missed = stream(dana, "approvals", begin);
        String now = missed.next("id");
        assertThat(missed.next("data")).contains(id);
        missed.close();
        Stream again = stream(dana, "approvals", now);
        shop.gateway().approvals("dirk", "dba").refuse(id, "no");

        assertThat(again.next("data")).contains("\"whole\":false").contains("REJECTED");
        Stream tampered = stream(dana, "approvals", "../../x");
        assertThat(tampered.next("data")).contains("\"whole\":true");
    }

    @Test
    void sessionsAreToldToAuditorsAlone() throws Exception {
        Stream auditor = stream(shop.token("otto", "audit"), "sessions", "");
        auditor.next("data");

        try (Connection connection = shop.connect(sue);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
            assertThat(auditor.next("data")).contains("OPEN");
        }

        assertThat(auditor.next("data")).contains("GONE");
        for (String token : List.of(sue, dana)) {
            assertThat(status(token, "sessions")).isEqualTo(403);
        }
        assertThat(status("hoop_wrong", "approvals")).isEqualTo(401);
        assertThat(status(dana, "everything")).isEqualTo(400);
    }

    @Test
    void streamEndsWithItsToken() throws Exception {
        TokenOffice.Fresh token = dirk(Optional.empty());
        Stream stream = stream(token.secret(), "approvals", "");
        stream.next("data");

        shop.gateway().tokens().revoke(token.id(), "test");

        assertThat(stream.next("event")).isEqualTo("end");
        assertThat(stream.next("data")).contains("SESSION_REVOKED");
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void streamEndsWhenItsTokenExpires() throws Exception {
        TokenOffice.Fresh token = dirk(Optional.of(Duration.ofSeconds(3)));
        Stream stream = stream(token.secret(), "approvals", "");
        stream.next("data");

        assertThat(stream.next("event")).isEqualTo("end");
        assertThat(stream.next("data")).contains("TOKEN_EXPIRED");
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void oneSubjectHasFewStreamsAndHindersNobody() throws Exception {
        for (int i = 0; i < 4; i++) {
            stream(dana, "approvals", "").next("data");
        }

        assertThat(status(dana, "approvals")).isEqualTo(429);
        assertThat(stream(sue, "approvals", "").next("data")).contains("whole");
        streams.get(0).close();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int id = 1; status(dana, "approvals") == 429; id++) {
            assertThat(System.nanoTime()).isLessThan(end);
            held("update customers set name = 'Eve' where id = " + id); // makes the gateway notice who has left
            LockSupport.parkNanos(100_000_000);
        }
    }

    @Test
    void pageStreamsNeedsASignInOfThisSite() throws Exception {
        Browser browser = shop.browser();
        assertThat(browser.once("/events?list=approvals").statusCode()).isEqualTo(401);
        browser.signIn(dana);
        HttpRequest fromElsewhere = HttpRequest.newBuilder(shop.url().resolve("/events?list=approvals"))
                .header("Cookie", "hoop=" + browser.cookie("hoop"))
                .header("Sec-Fetch-Site", "cross-site")
                .build();

        assertThat(client.send(fromElsewhere, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);

        HttpRequest own = HttpRequest.newBuilder(shop.url().resolve("/events?list=approvals"))
                .header("Cookie", "hoop=" + browser.cookie("hoop"))
                .header("Sec-Fetch-Site", "same-origin")
                .build();
        Stream stream = new Stream(
                client.send(own, HttpResponse.BodyHandlers.ofInputStream()).body());
        streams.add(stream);
        stream.next("data");
        browser.submit(browser.get("/approvals"), "/sign-out", Map.of());
        assertThat(stream.next("event")).isEqualTo("end");
    }

    private TokenOffice.Fresh dirk(Optional<Duration> life) {
        Subject dirk = new Subject(new SubjectName("dirk"), Subject.Kind.PERSON, Set.of("dba"));
        return shop.gateway().tokens().issue(dirk, "test", life);
    }

    private String held(String text) throws Exception {
        String url = shop.gateway().url("shop") + "&approval=fail";
        try (Connection connection = DriverManager.getConnection(url, "", sue);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
            throw new AssertionError("it was not held");
        } catch (HoopHeldException held) {
            return held.requestId();
        }
    }

    private Stream stream(String token, String list, String last) throws Exception {
        HttpRequest.Builder request = request(token, list);
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        Stream stream = new Stream(answer.body());
        streams.add(stream);
        return stream;
    }

    private int status(String token, String list) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(request(token, list).build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private HttpRequest.Builder request(String token, String list) {
        return HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1/events?list=" + list))
                .header("Authorization", "Bearer " + token);
    }

    /** What comes, field by field, read on a thread of its own. */
    private static final class Stream {
        private final InputStream in;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Thread reader;

        Stream(InputStream in) {
            this.in = in;
            this.reader = new Thread(this::read, "events");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                String line = text.readLine();
                while (line != null) {
                    lines.add(line);
                    line = text.readLine();
                }
            } catch (IOException gone) {
                // the test has closed it, or the gateway has
            }
        }

        /** The next field of this name; others on the way are passed over. */
        String next(String field) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < end) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null && line.startsWith(field + ": ")) {
                    return line.substring(field.length() + 2);
                }
            }
            throw new AssertionError("no " + field + " comes");
        }

        /** Fields of events that nobody has taken yet. */
        List<String> seen() {
            return lines.stream().filter(line -> line.startsWith("data: ")).toList();
        }

        boolean isOver() throws InterruptedException {
            reader.join(30_000);
            return !reader.isAlive();
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                // it was closed
            }
        }
    }
}
