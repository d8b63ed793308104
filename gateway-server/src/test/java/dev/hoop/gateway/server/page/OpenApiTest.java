package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the interface names what there is, and there is what it names. */
final class OpenApiTest {
    private static final Path DOOR = Path.of(
            "..", "gateway-server", "src", "main", "java", "dev", "hoop", "gateway", "server", "doors", "admin");
    private static final Pattern ROUTE =
            Pattern.compile("(?:routes\\.)?(get|post|put|patch|delete|sse)\\(\\s*(?:Api\\.)?ROOT \\+ \"([^\"]+)\"");
    private static final Pattern CHANGING = Pattern.compile("post\\([^;]*?->\\s*(?:api\\.)?(\\w+)\\(");

    @Test
    void documentAndInterfaceNameTheSameOperations() throws IOException {
        assertThat(new OpenApi().operations().keySet()).isEqualTo(routes()).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        assertThat(new OpenApi().lost()).isEmpty();
    }

    @Test
    void everyParameterOfAPathIsDescribed() throws IOException {
        OpenApi api = new OpenApi();
        Pattern parameter = Pattern.compile("\\{(\\w+)}");

        api.operations().forEach((name, operation) -> {
            Matcher each = parameter.matcher(name);
            while (each.find()) {
                assertThat(api.parameters(operation)).as(name).contains(each.group(1));
            }
        });
    }

    @Test
    void whateverChangesSomethingTakesAKeyInTheDocumentAndInTheCode() throws IOException {
        OpenApi api = new OpenApi();

        api.operations().forEach((name, operation) -> {
            if (!name.startsWith("get ")) {
                assertThat(api.parameters(operation)).as(name).contains("Idempotency-Key");
                assertThat(operation.path("responses").propertyNames())
                        .as(name)
                        .contains("200", "409", "422", "429", "default");
            }
        });
        for (String file : code()) {
            Matcher each = CHANGING.matcher(file);
            while (each.find()) {
                assertThat(each.group(1)).as(each.group()).isIn("change", "changeOnce");
            }
        }
    }

    @Test
    void everyListComesInParts() throws IOException {
        OpenApi api = new OpenApi();
        String text = Files.readString(Path.of("..", "docs", "openapi.yaml"));

        api.operations().forEach((name, operation) -> {
            if (operation.toString().contains("schemas/Next")) {
                assertThat(api.parameters(operation)).as(name).contains("limit", "cursor");
            }
        });
        assertThat(text.split("schemas/Next\"", -1)).hasSize(Math.toIntExact(calls("Cursors.shown(")) + 1);
    }

    private static long calls(String call) throws IOException {
        return code().stream()
                .mapToLong(file -> file.split(Pattern.quote(call), -1).length - 1)
                .sum();
    }

    private static Set<String> routes() throws IOException {
        Set<String> routes = new TreeSet<>();
        for (String file : code()) {
            Matcher route = ROUTE.matcher(file);
            while (route.find()) {
                routes.add(route.group(1) + " " + route.group(2));
            }
        }
        return routes;
    }

    /** Of all files that add something below the interface's root. */
    private static List<String> code() throws IOException {
        try (Stream<Path> files = Files.list(DOOR)) {
            return files.filter(file -> file.toString().endsWith("Api.java"))
                    .map(OpenApiTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
