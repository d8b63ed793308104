package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import java.util.List;

/**
 * A function or procedure that the catalogue knows and that is not built in: its body may read and write anything.
 *
 * @param columns the columns it has where it stands in FROM; empty where it gives one without a name of its own, or that is not known
 */
public record Routine(ObjectName name, boolean procedure, List<String> columns) {
    public Routine {
        columns = List.copyOf(columns);
    }

    /** One that stands in no FROM, or gives a single value. */
    public Routine(ObjectName name, boolean procedure) {
        this(name, procedure, List.of());
    }

    /** The same for two of one name that differ in their arguments: columns are known if they agree. */
    Routine or(Routine other) {
        return columns.equals(other.columns) ? this : new Routine(name, procedure);
    }
}
