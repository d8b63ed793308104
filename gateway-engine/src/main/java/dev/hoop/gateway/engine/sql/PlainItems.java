package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Query.Item;
import dev.hoop.gateway.engine.sql.syntax.Query.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the items of a select list that give columns of relations as they are, where there is no doubt which ones. Lists whose values decide
 * something (DISTINCT, GROUP BY) have none.
 */
final class PlainItems {
    private final Names names;
    private final Sources sources;

    PlainItems(Names names, Sources sources) {
        this.names = names;
        this.sources = sources;
    }

    List<PlainItem> of(Select select) {
        if (select.distinct() || !select.groupBy().isEmpty()) {
            return List.of();
        }
        List<PlainItem> found = new ArrayList<>();
        for (Item item : select.items()) {
            if (item.isWritten()) {
                columns(item)
                        .ifPresent(columns -> found.add(new PlainItem(
                                item.start(), item.end(), item.alias().isPresent(), columns)));
            }
        }
        return found;
    }

    private Optional<List<PlainItem.Column>> columns(Item item) {
        if (item.expression() instanceof ColumnReference column) {
            return column(column.parts()).map(List::of);
        }
        return item.expression() instanceof Star star && star.except().isEmpty() ? star(star) : Optional.empty();
    }

    private Optional<PlainItem.Column> column(List<Identifier> parts) {
        String label = parts.get(parts.size() - 1).value();
        if (parts.size() > 2 || (parts.size() == 1 && times(label, sources.columns()) != 1)) {
            return Optional.empty(); // merged by USING, or not of this level
        }
        Optional<PlainItem.Column> found = Optional.empty();
        for (RowSource source : sources.named()) {
            boolean named = parts.size() == 1
                    || names.sameTable(source.name(), parts.get(0).value());
            if (named && times(label, source.fields()) > 0) {
                if (found.isPresent() || times(label, source.fields()) > 1) {
                    return Optional.empty();
                }
                found = column(source, label);
            }
        }
        return found;
    }

    private Optional<PlainItem.Column> column(RowSource source, String label) {
        TableRead read = source.read();
        for (int i = 0; read != null && i < source.fields().size(); i++) {
            if (names.same(source.fields().get(i).label(), label)) {
                return Optional.of(new PlainItem.Column(
                        source.name(), source.fields().get(i).label(), read, i));
            }
        }
        return Optional.empty();
    }

    private int times(String label, List<Field> fields) {
        return (int) fields.stream()
                .filter(field -> names.same(field.label(), label))
                .count();
    }

    /** A star over relations side by side; one over columns that USING merged is not written out. */
    private Optional<List<PlainItem.Column>> star(Star star) {
        List<RowSource> meant = star.qualifier().isEmpty() ? sources.named() : named(star.qualifier());
        int fields = meant.stream().mapToInt(source -> source.fields().size()).sum();
        if (meant.isEmpty()
                || (star.qualifier().isEmpty() && fields != sources.columns().size())) {
            return Optional.empty();
        }
        List<PlainItem.Column> columns = new ArrayList<>(fields);
        for (RowSource source : meant) {
            for (Field field : source.fields()) {
                if (!field.hidden()) {
                    Optional<PlainItem.Column> column = times(field.label(), source.fields()) == 1
                            ? column(source, field.label())
                            : Optional.empty();
                    if (column.isEmpty()) {
                        return Optional.empty();
                    }
                    columns.add(column.get());
                }
            }
        }
        return Optional.of(columns);
    }

    private List<RowSource> named(List<Identifier> qualifier) {
        return qualifier.size() > 1
                ? List.of()
                : sources.named().stream()
                        .filter(source ->
                                names.sameTable(source.name(), qualifier.get(0).value()))
                        .limit(1)
                        .toList();
    }
}
