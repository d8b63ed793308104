package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.value.Column;
import java.util.List;

/** What describing a text found, without running it. */
public record Description(List<Column> parameters, List<Column> columns) {
    public Description {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }
}
