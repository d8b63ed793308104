package dev.hoop.gateway.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.suites.Way.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is run twice on each kind of database, directly and through a gateway, and must say the same. */
abstract class Suite {
    @TempDir
    private Path directory;

    /** Does something, with assertions of its own, and says what it saw: nothing that differs from run to run. */
    abstract List<String> program(Way way, Path scratch) throws Exception;

    /** Makes what the program needs and no policy lets it make: by the database's own driver, both times. */
    void prepare(Way own) throws Exception {}

    /** Whether the subject sees something masked: then it is refused routines, whose answers are of unknown origin. */
    boolean masks(Way.Product product) {
        return true;
    }

    @Test
    void runsOnH2AsItDoesDirectly() throws Exception {
        compare(Product.H2);
    }

    @Test
    void runsOnPostgresqlAsItDoesDirectly() throws Exception {
        compare(Product.POSTGRESQL);
    }

    @Tag("e2e")
    @Test
    void runsOnMariaDbAsItDoesDirectly() throws Exception {
        compare(Product.MARIADB);
    }

    private void compare(Product product) throws Exception {
        Way own = Databases.fresh(product);
        prepare(own);
        List<String> expected = program(own, Files.createDirectory(directory.resolve("direct")));
        Way behind = Databases.fresh(product);
        prepare(behind);
        List<String> actual;
        try (Gateway gateway = gateway(behind)) {
            Way through = new Way(
                    product,
                    gateway.url("shop"),
                    "sue",
                    gateway.issueToken("sue", "staff"),
                    "dev.hoop.gateway.jdbc.HoopDriver");
            actual = program(through, Files.createDirectory(directory.resolve("through")));
        }

        assertThat(expected).isNotEmpty();
        assertThat(actual).isEqualTo(expected);
    }

    final Gateway gateway(Way behind) throws Exception {
        Path secret = Files.writeString(
                Files.createTempFile(directory, "credential", ""), behind.user() + ":" + behind.password());
        return Gateway.builder()
                .policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        protected:
                          - { class: ssn, columns: ["shop.*.patients.ssn"], mask: redact }
                        grants:
                          - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                        functions:
                          - { allow: ["*"], who: { groups: [staff] }, target: shop }
                        settings:
                          - { allow: ["*"], who: { groups: [staff] }, target: shop }
                        unmasked:
                          - { class: ssn, who: { groups: [%s] } }
                        """.formatted(behind.url(), secret, masks(behind.product()) ? "auditors" : "staff"))
                .start();
    }
}
