package dev.hoop.gateway.server.doors.admin;

import java.util.ArrayList;
import java.util.List;

/** A table that is one of cards on a narrow screen, where every cell says itself what it is. Not thread-safe. */
final class Table {
    private final String label;
    private final List<String> heads;
    private final List<Html> rows = new ArrayList<>();

    /** @param label what it lists, for who does not see it */
    Table(String label, String... heads) {
        this.label = label;
        this.heads = List.of(heads);
    }

    /** Adds a row; its first cell names it. */
    void add(Html... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException("a row has %d cells, not %d".formatted(heads.size(), cells.length));
        }
        List<Html> row = new ArrayList<>();
        row.add(Html.of("<th role=\"rowheader\" scope=\"row\">{}</th>", cells[0]));
        for (int i = 1; i < cells.length; i++) {
            row.add(Html.of("<td role=\"cell\" data-label=\"{}\">{}</td>", heads.get(i), cells[i]));
        }
        rows.add(Html.of("<tr role=\"row\">{}</tr>", Html.all(row)));
    }

    /** The table, or a sentence when it is empty. */
    Html or(String otherwise) {
        if (rows.isEmpty()) {
            return Html.of("<p class=\"none\">{}</p>", otherwise);
        }
        return Html.of(
                """
                <table class="cards" role="table" aria-label="{}">
                <thead role="rowgroup"><tr role="row">{}</tr></thead>
                <tbody role="rowgroup">{}</tbody></table>
                """,
                label,
                Html.all(heads.stream()
                        .map(head -> Html.of("<th role=\"columnheader\" scope=\"col\">{}</th>", head))
                        .toList()),
                Html.all(rows));
    }
}
