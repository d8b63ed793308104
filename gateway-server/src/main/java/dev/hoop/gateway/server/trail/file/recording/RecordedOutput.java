package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a piece of what was shown back, as one line of type {@code output} with its text. What is no text is in the recording as it was, and
 * the replacement character here.
 */
final class RecordedOutput {
    /** The type of the line that announces a piece. */
    static final String TYPE = "shown";

    private RecordedOutput() {}

    static void read(JsonNode line, byte[] piece, Consumer<JsonNode> callee) {
        ObjectNode output = ((ObjectNode) line).put("type", "output").put("data", new String(piece, UTF_8));
        output.remove("bytes");
        callee.accept(output);
    }
}
