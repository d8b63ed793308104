package dev.hoop.gateway.server.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the interface, and whether answers are as it says. */
final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode document;

    OpenApi() throws IOException {
        Path file = Path.of("..", "docs", "openapi.yaml");
        Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        document = JSON.valueToTree(read);
    }

    /** {@code get /path}, and what is said of it. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(method.getKey() + " " + path.getKey(), method.getValue())));
        return operations;
    }

    List<String> parameters(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation
                .path("parameters")
                .forEach(each -> names.add(resolved(each).path("name").asString("")));
        return names;
    }

    /** All references that lead nowhere. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        document.findValuesAsString("$ref").forEach(reference -> {
            if (at(reference).isMissingNode()) {
                lost.add(reference);
            }
        });
        return lost;
    }

    /** What an answer has that the description of the operation does not, or the other way round. */
    List<String> faults(String operation, JsonNode answer) {
        JsonNode found = operations().get(operation);
        if (found == null) {
            return List.of(operation + " is not described");
        }
        JsonNode answered = resolved(found.path("responses").path("200"));
        List<String> faults = new ArrayList<>();
        JsonNode schema = answered.path("content").path("application/json").path("schema");
        check(operation, schema, answer, faults);
        return faults;
    }

    private void check(String place, JsonNode given, JsonNode value, List<String> faults) {
        JsonNode schema = resolved(given);
        if (schema.has("oneOf")) {
            JsonNode choice = value.isNull()
                    ? schema.path("oneOf").path(1)
                    : schema.path("oneOf").path(0);
            check(place, choice, value, faults);
            return;
        }
        if (!isOf(types(schema), value)) {
            faults.add(place + " is " + value.getNodeType() + ", not " + types(schema));
            return;
        }
        if (schema.has("enum")
                && value.isString()
                && !texts(schema.path("enum")).contains(value.asString(""))) {
            faults.add(place + " is " + value.asString("") + ", none of " + texts(schema.path("enum")));
        }
        if (value.isArray()) {
            value.forEach(each -> check(place + "[]", schema.path("items"), each, faults));
        } else if (value.isObject()) {
            members(place, schema, value, faults);
        }
    }

    private void members(String place, JsonNode schema, JsonNode value, List<String> faults) {
        Map<String, JsonNode> described = new TreeMap<>();
        describe(schema, described);
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(member -> {
            JsonNode known = described.getOrDefault(member.getKey(), others);
            if (known.isMissingNode()) {
                faults.add(place + "." + member.getKey() + " is not described");
            } else {
                check(place + "." + member.getKey(), known, member.getValue(), faults);
            }
        });
        described.keySet().stream()
                .filter(name -> !value.has(name))
                .forEach(name -> faults.add(place + "." + name + " is described and not there"));
    }

    private void describe(JsonNode schema, Map<String, JsonNode> described) {
        schema.path("allOf").forEach(part -> describe(resolved(part), described));
        schema.path("properties").properties().forEach(each -> described.put(each.getKey(), each.getValue()));
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return texts(type);
        }
        return new TreeSet<>(List.of(schema.has("allOf") ? "object" : type.asString("anything")));
    }

    private static boolean isOf(Set<String> types, JsonNode value) {
        return types.contains("anything")
                || types.contains(
                        switch (value.getNodeType()) {
                            case OBJECT -> "object";
                            case ARRAY -> "array";
                            case STRING -> "string";
                            case NUMBER -> value.isIntegralNumber() && types.contains("integer") ? "integer" : "number";
                            case BOOLEAN -> "boolean";
                            case NULL -> "null";
                            default -> "nothing";
                        });
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(each -> each.asString("")).collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(at(node.path("$ref").asString(""))) : node;
    }

    private JsonNode at(String reference) {
        return document.at(reference.substring(1));
    }
}
