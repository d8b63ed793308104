package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlObjectionsTest {
    private static boolean objects(String url) {
        return Product.of(url).orElseThrow().objection(url).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/orders?user=gate",
                "jdbc:postgresql://db/orders?ssl=true&PASSWORD=x",
                "jdbc:postgresql://db/orders?%75ser=gate",
                "jdbc:postgresql://gate:secret@db/orders",
                "jdbc:mariadb://db/orders?allowMultiQueries",
                "jdbc:mariadb://db/orders?a=b&AllowLocalInfile=TRUE",
                "jdbc:mysql://db/orders?allowMultiQueries=1",
                "jdbc:h2:mem:x;USER=sa",
                "jdbc:h2:tcp://db/x;IFEXISTS=TRUE;PASSWORD=x"
            })
    void secretsAndWaysAroundAreRefused(String url) {
        assertThat(objects(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/orders",
                "jdbc:postgresql://db/orders?sslmode=verify-full&connectTimeout=3",
                "jdbc:mariadb://db/orders?allowMultiQueries=false",
                "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1"
            })
    void ordinaryOptionsPass(String url) {
        assertThat(objects(url)).isFalse();
    }

    @Test
    void anObjectionDoesNotRepeatTheUrl() {
        String url = "jdbc:postgresql://db.internal/orders?password=hunter2";

        assertThat(Product.of(url).orElseThrow().objection(url).orElseThrow())
                .doesNotContain("hunter2", "db.internal")
                .contains("credential");
    }

    @Test
    void otherDatabasesAreNotServed() {
        assertThat(Product.of("jdbc:oracle:thin:@db")).isEmpty();
        assertThat(Product.of("JDBC:H2:mem:x")).isEmpty();
    }
}
