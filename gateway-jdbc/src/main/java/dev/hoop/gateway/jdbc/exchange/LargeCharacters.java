package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Content;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The characters of a large text. */
public record LargeCharacters(LargeContent bytes) implements Content<Reader> {
    @Override
    public Reader open() {
        return new InputStreamReader(bytes.open(), StandardCharsets.UTF_8);
    }
}
