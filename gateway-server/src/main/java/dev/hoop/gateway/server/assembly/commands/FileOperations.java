package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file transfer in a recording, one operation a line of JSON: what was asked for and where, the verdict, and what came of it. An operation
 * that was begun and has no end in the recording has the effect {@code SENT_UNKNOWN}.
 */
final class FileOperations {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> ASKED =
            List.of("decision", "operation", "path", "other", "verdict", "rule", "why", "request");
    private static final List<String> ENDED = List.of("effect", "code", "content_sha256");
    private static final List<String> COUNTED = List.of("read_bytes", "written_bytes", "kept_bytes", "took_us");

    private final PrintWriter out;
    private final Map<String, Map<String, Object>> begun = new LinkedHashMap<>();

    FileOperations(PrintWriter out) {
        this.out = out;
    }

    void line(JsonNode line) {
        String type = line.path("type").asString("");
        if (!line.path("operation").isMissingNode() && (type.equals("began") || type.equals("judged"))) {
            Map<String, Object> operation = new LinkedHashMap<>();
            operation.put("ms", line.path("ms").asLong(0));
            ASKED.forEach(name -> copy(line, name, operation));
            if (type.equals("began")) {
                begun.put(line.path("decision").asString(""), operation);
            } else {
                operation.put("effect", "NOT_SENT");
                print(operation);
            }
        } else if (type.equals("ended")) {
            Map<String, Object> operation = begun.remove(line.path("decision").asString(""));
            if (operation != null) {
                ended(line, operation);
                print(operation);
            }
        }
    }

    private static void ended(JsonNode line, Map<String, Object> operation) {
        ENDED.forEach(name -> copy(line, name, operation));
        for (String name : COUNTED) {
            if (!line.path(name).isMissingNode()) {
                operation.put(name, line.path(name).asLong(0));
            }
        }
    }

    private static void copy(JsonNode from, String name, Map<String, Object> to) {
        String text = from.path(name).asString("");
        if (!text.isEmpty()) {
            to.put(name, text);
        }
    }

    /** What never ended. */
    void end() {
        begun.values().forEach(operation -> {
            operation.put("effect", "SENT_UNKNOWN");
            print(operation);
        });
        out.flush();
    }

    private void print(Map<String, Object> operation) {
        out.println(MAPPER.writeValueAsString(operation));
    }
}
