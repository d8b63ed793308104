package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Sessions are found by each thing one may know of them, and by nothing else. */
final class SearchIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    @Test
    void sessionsAreFoundByEachThingOneKnowsOfThem() throws Exception {
        try (Shop shop = new Shop(directory, builder -> builder)) {
            say(shop, "sue", "&task=OPS-7", "select name from customers where id = 1");
            say(shop, "kim", "&approval=fail", "update customers set name = 'Eve' where id = 1");
            say(shop, "lea", "", "drop table customers");
            String otto = shop.token("otto", "audit");
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            eventually(shop, otto, "", Set.of("sue", "kim", "lea"));

            eventually(shop, otto, "subject=sue", Set.of("sue"));
            eventually(shop, otto, "target=shop", Set.of("sue", "kim", "lea"));
            eventually(shop, otto, "target=elsewhere", Set.of());
            eventually(shop, otto, "task=OPS-7", Set.of("sue"));
            eventually(shop, otto, "table=customers", Set.of("sue", "kim", "lea"));
            eventually(shop, otto, "table=payments", Set.of());
            eventually(shop, otto, "text=SET%20NAME", Set.of("kim"));
            eventually(shop, otto, "verdict=allowed", Set.of("sue"));
            eventually(shop, otto, "verdict=held", Set.of("kim"));
            eventually(shop, otto, "verdict=denied", Set.of("lea"));
            eventually(shop, otto, "since=" + today.minusDays(1), Set.of("sue", "kim", "lea"));
            eventually(shop, otto, "since=" + today.plusDays(2), Set.of());
            eventually(shop, otto, "until=" + today.minusDays(2), Set.of());
            eventually(shop, otto, "subject=sue&verdict=held", Set.of());
        }
    }

    private static void say(Shop shop, String subject, String options, String sql) throws Exception {
        String url = shop.gateway().url("shop") + options;
        try (Connection connection = DriverManager.getConnection(url, "", shop.token(subject, "support"));
                Statement statement = connection.createStatement()) {
            if (sql.startsWith("select")) {
                statement.execute(sql);
            } else {
                assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(java.sql.SQLException.class);
            }
        }
    }

    /** Recordings are written a moment later. */
    private static void eventually(Shop shop, String token, String search, Set<String> subjects) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        Set<String> found = found(shop, token, search);
        while (!found.equals(subjects) && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
            found = found(shop, token, search);
        }
        assertThat(found).as(search).isEqualTo(subjects);
    }

    private static Set<String> found(Shop shop, String token, String search) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1/sessions?" + search))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        List<String> subjects = JSON.readTree(answer.body()).path("sessions").findValuesAsString("subject");
        return Set.copyOf(subjects);
    }
}
