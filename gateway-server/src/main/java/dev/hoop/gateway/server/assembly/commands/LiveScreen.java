package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Shows a session while it goes on. What would steer a terminal is made visible, unless its screen is to be played. */
final class LiveScreen {
    private static final int PIECE = 64 * 1024;

    private final PrintWriter out;
    private final boolean screen;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(PIECE);
    private final CharBuffer text = CharBuffer.allocate(PIECE);

    LiveScreen(PrintWriter out, boolean screen) {
        this.out = out;
        this.screen = screen;
    }

    void event(String type, JsonNode fields) {
        switch (type) {
            case "output" -> {
                if (screen || !fields.path("stream").asString("").equals("GATEWAY")) {
                    show(Base64.getDecoder().decode(fields.path("data").asString("")));
                }
            }
            case "judged", "began" ->
                say("%s by %s: %s"
                        .formatted(
                                fields.path("verdict").asString(""),
                                fields.path("rule").asString(""),
                                fields.path("text").asString("").strip()));
            case "terminal" ->
                say("terminal %s×%s"
                        .formatted(
                                fields.path("columns").asString(""),
                                fields.path("rows").asString("")));
            case "ended" ->
                say("ended%s"
                        .formatted(
                                fields.path("exit").asString("").isEmpty()
                                        ? ""
                                        : ", " + fields.path("exit").asString("")));
            case "gap" -> say("something was missed here: this side reads too slowly");
            case "closed" -> say("session closed");
            default -> say(type);
        }
        out.flush();
    }

    private void show(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int some = Math.min(bytes.length - from, pending.remaining());
            pending.put(bytes, from, some);
            from += some;
            pending.flip();
            decoder.decode(pending, text, false);
            pending.compact();
            text.flip();
            String shown = text.toString();
            out.print(screen ? shown : ApprovalsCommand.visible(shown.replace("\r\n", "\n")));
            text.clear();
        }
    }

    /** The gateway's own words stand apart from what the host shows. */
    private void say(String words) {
        if (!screen) {
            out.println("[" + ApprovalsCommand.visible(words) + "]");
        }
    }
}
