package dev.hoop.gateway.api.value;

import java.io.IOException;

/** Where the content of a large value is kept. */
@FunctionalInterface
public interface Content<S> {
    /**
     * Begins to read, from the first byte or character on. The caller closes what it gets.
     *
     * @throws IOException if the content cannot be read, or not a second time
     */
    S open() throws IOException;
}
