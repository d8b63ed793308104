package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every text comes back as it was, in bytes that are UTF-8 and one line. */
final class JsonBytesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static void comesBack(String text) {
        byte[] quoted = new JsonBytes(8).quoted(text).toByteArray();
        String line;
        try {
            line = UTF_8.newDecoder().decode(ByteBuffer.wrap(quoted)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("no UTF-8", e);
        }
        assertThat(line).doesNotContain("\n").doesNotContain("\r");
        assertThat(MAPPER.readValue(line, String.class)).isEqualTo(text);
    }

    @Test
    void everyCharacterComesBack() {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x3000 ? 1 : 61) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                all.appendCodePoint(codePoint);
            }
        }
        comesBack(all.toString());
        comesBack("\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff\ud800\udc00\udbff\udfff");
    }

    @Test
    void halvesOfCharactersComeBack() {
        for (String text : new String[] {"\ud800", "a\udc00b", "\udc00\ud800", "\ud800\ud800\udc00", "x\udbff"}) {
            comesBack(text);
        }
    }
}
