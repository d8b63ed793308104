package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The descriptions of results that were told on a connection, in the order told, as both its ends remember them: a statement that is
 * repeated answers with the number of what was told the first time. Used where both have announced the {@link #CAPABILITY}. Both ends
 * forget alike, so memory is bounded and a number never means two things. Not thread-safe.
 */
public final class ToldColumns {
    public static final String CAPABILITY = "told-columns";

    /** How many are remembered; the next takes the place of the eldest. */
    static final int MOST = 64;

    /** A description with more columns is told each time. */
    static final int MOST_COLUMNS = 100;

    /** A description with more letters in its names is told each time. */
    static final int MOST_LETTERS = 16 * 1024;

    private final List<List<Column>> told = new ArrayList<>();
    private int next;

    /** Remembers nothing yet. */
    public ToldColumns() {}

    /** Takes note of what was told. */
    public void told(ServerMessage.Columns message) {
        if (!isRemembered(message)) {
            return;
        }
        if (told.size() < MOST) {
            told.add(message.columns());
        } else {
            told.set(next, message.columns());
        }
        next = (next + 1) % MOST;
    }

    /** The number of the very same list, if it was told; lists that are only equal are told again. */
    @SuppressWarnings("ReferenceEquality") // of a repeated statement they are the very same, and comparing takes long
    public OptionalInt number(ServerMessage.Columns message) {
        for (int number = 0; number < told.size(); number++) {
            if (told.get(number) == message.columns()) {
                return message.kind() == RowsKind.RESULT ? OptionalInt.of(number) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /**
     * What a number stands for.
     *
     * @throws ProtocolException if nothing was told under it
     */
    public ServerMessage.Columns of(ServerMessage.ColumnsAgain again) {
        if (again.number() >= told.size()) {
            throw new ProtocolException(
                    "columns were told by the number " + again.number() + ", which stands for none");
        }
        return new ServerMessage.Columns(RowsKind.RESULT, told.get(again.number()));
    }

    private static boolean isRemembered(ServerMessage.Columns message) {
        return message.kind() == RowsKind.RESULT
                && message.columns().size() <= MOST_COLUMNS
                && message.columns().stream().mapToInt(ToldColumns::letters).sum() <= MOST_LETTERS;
    }

    /** In UTF-16 units. */
    private static int letters(Column column) {
        return column.label().length()
                + column.name().length()
                + column.table().length()
                + column.schema().length()
                + column.catalog().length()
                + column.typeName().length()
                + column.className().length();
    }
}
