package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import java.util.Optional;
import java.util.function.Function;

/**
 * Disguises texts by a function that gives back what may show, or nothing; then, and for every other type, it redacts. What does not fit
 * the column's length is redacted, too.
 */
record TextDisguise(Redaction rest, int width, Function<String, Optional<String>> shown) implements Partial {
    @Override
    public void text(String value, CellSink out) {
        Optional<String> text = shown.apply(value);
        if (text.isPresent() && text.get().codePointCount(0, text.get().length()) <= width) {
            out.text(text.get());
        } else {
            rest.text(value, out);
        }
    }
}
