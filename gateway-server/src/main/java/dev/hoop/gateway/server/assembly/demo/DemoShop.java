package dev.hoop.gateway.server.assembly.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** An in-memory database of people who do not exist, and the policy in front of it. Open as long as the shop is. */
final class DemoShop implements AutoCloseable {
    private static final String USER = "shop_owner";

    private final Connection keeper;
    private final String url;
    private final String password = UUID.randomUUID().toString();

    DemoShop() throws SQLException {
        this.url = "jdbc:h2:mem:shop-" + UUID.randomUUID();
        this.keeper = DriverManager.getConnection(url, USER, password);
        try (Statement statement = keeper.createStatement()) {
            statement.execute(text("shop.sql"));
        }
    }

    /** Writes policy and credential into the directory and answers where the policy is. */
    Path writePolicy(Path directory) throws IOException {
        Path credential = directory.resolve("shop.credential");
        Files.writeString(credential, USER + ":" + password);
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(
                policy, text("policy.yaml").replace("${url}", url).replace("${credential}", credential.toString()));
        return policy;
    }

    /** One number straight from the database, past the gateway: how the demo checks what did and did not happen. */
    long count(String sql) throws SQLException {
        try (Statement statement = keeper.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }

    private static String text(String resource) {
        try (var in = DemoShop.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the demo's " + resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
