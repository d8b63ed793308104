package dev.hoop.gateway.engine.sql.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a database should answer to {@code SELECT} and a list of items, going by our tokens alone. */
record Prediction(List<Column> columns, int parameters, boolean hasStar) {

    /**
     * @param value what the column holds, if the item is one literal
     * @param label what it is called, if the item ends with an alias
     */
    record Column(Optional<String> value, Optional<String> label) {}

    static Prediction of(Tokens statement) {
        List<Column> columns = new ArrayList<>();
        List<Token> item = new ArrayList<>();
        int depth = 0;
        int parameters = 0;
        boolean star = false;
        List<Token> list = statement.list();
        for (Token token : list.subList(1, list.size())) {
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            parameters += token.type() == TokenType.PARAMETER ? 1 : 0;
            if (depth == 0 && token.isSign(",")) {
                star |= isStar(item);
                columns.add(column(item));
                item.clear();
            } else {
                item.add(token);
            }
        }
        if (list.size() > 1) {
            columns.add(column(item));
        }
        return new Prediction(columns, parameters, star || isStar(item));
    }

    /** Without tables it stands for no column at all. */
    private static boolean isStar(List<Token> item) {
        return item.size() == 1 && item.get(0).isSign("*");
    }

    private static Column column(List<Token> item) {
        if (item.isEmpty() || item.get(0).type() != TokenType.STRING) {
            return new Column(Optional.empty(), Optional.empty());
        }
        boolean as = item.size() == 3 && item.get(1).isWord("AS");
        boolean alias = as || item.size() == 2;
        boolean plain = item.size() == 1 || alias;
        return new Column(
                plain ? Optional.of(item.get(0).value()) : Optional.empty(),
                alias ? Optional.of(item.get(item.size() - 1).value()) : Optional.empty());
    }
}
