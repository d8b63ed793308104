package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the interface names what there is, and there is what it names. */
final class OpenApiTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROUTE = Pattern.compile("routes\\.(get|post)\\((?:Api\\.)?ROOT \\+ \"([^\"]+)\"");
    private static final Pattern PATH = Pattern.compile("^  (/[^:]*):$|^    (get|post):$", Pattern.MULTILINE);

    @Test
    void documentAndInterfaceNameTheSameOperations() throws IOException {
        StringBuilder code = new StringBuilder();
        Path door = ROOT.resolve("gateway-server/src/main/java/dev/hoop/gateway/server/doors/admin");
        try (Stream<Path> files = Files.list(door)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Api.java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        String document = Files.readString(ROOT.resolve("docs/openapi.yaml"));

        assertThat(documented(document)).isEqualTo(routes(code.toString())).isNotEmpty();
    }

    private static Set<String> routes(String code) {
        Set<String> routes = new TreeSet<>();
        Matcher route = ROUTE.matcher(code);
        while (route.find()) {
            routes.add(route.group(1) + " " + route.group(2));
        }
        return routes;
    }

    private static Set<String> documented(String document) {
        Set<String> operations = new TreeSet<>();
        String path = "";
        Matcher line = PATH.matcher(document.substring(document.indexOf("\npaths:")));
        while (line.find()) {
            if (line.group(1) != null) {
                path = line.group(1);
            } else {
                operations.add(line.group(2) + " " + path);
            }
        }
        return operations;
    }
}
