package dev.hoop.gateway.server.assembly.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AsciiCastTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void recordingBecomesHeaderOutputSizesAndMarkers() {
        StringWriter written = new StringWriter();
        AsciiCast cast = new AsciiCast(new PrintWriter(written));

        for (String line : new String[] {
            "{\"type\":\"opened\",\"ms\":0,\"at\":\"2026-01-01T00:00:00Z\"}",
            "{\"type\":\"output\",\"ms\":3,\"stream\":\"GATEWAY\",\"data\":\"hoop: wait\\r\\n\"}",
            "{\"type\":\"began\",\"ms\":5,\"verdict\":\"allowed\",\"rule\":\"ops\",\"text\":\"top\"}",
            "{\"type\":\"terminal\",\"ms\":7,\"columns\":100,\"rows\":30}",
            "{\"type\":\"input\",\"ms\":8,\"data\":\"ls\\r\"}",
            "{\"type\":\"output\",\"ms\":1500,\"stream\":\"OUTPUT\",\"data\":\"\\u001b[2Jhello\\r\\n\"}",
            "{\"type\":\"terminal\",\"ms\":2000,\"columns\":80,\"rows\":24}",
            "{\"type\":\"terminal\",\"ms\":2001,\"columns\":80,\"rows\":24}"
        }) {
            cast.line(MAPPER.readTree(line));
        }
        cast.end();

        assertThat(written.toString().lines())
                .containsExactly(
                        "{\"version\": 2, \"width\": 100, \"height\": 30, \"timestamp\": 1767225600}",
                        "[0.003,\"o\",\"hoop: wait\\r\\n\"]",
                        "[0.005,\"m\",\"allowed by ops: top\"]",
                        "[0.008,\"i\",\"ls\\r\"]",
                        "[1.5,\"o\",\"\\u001B[2Jhello\\r\\n\"]",
                        "[2.0,\"r\",\"80x24\"]");
    }
}
