package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.sql.syntax.FromItem.DocumentTable;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads JSON_TABLE and XMLTABLE: operands, paths and the columns they define. */
final class DocumentTableReader {
    private final TokenStream tokens;
    private final Grammar grammar;

    DocumentTableReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
    }

    boolean startsHere() {
        return (tokens.isWord("JSON_TABLE") || tokens.isWord("XMLTABLE")) && tokens.isSign(1, "(");
    }

    FromItem read(FromReader sources) {
        boolean json = tokens.next().isWord("JSON_TABLE");
        tokens.expectSign("(");
        List<Expression> operands = new ArrayList<>();
        List<Identifier> columns = new ArrayList<>();
        operands.add(grammar.expressions().read());
        if (json) {
            tokens.accept("FORMAT", "JSON");
            tokens.expectSign(",");
            operands.add(grammar.expressions().read());
            if (tokens.accept("AS")) {
                tokens.name();
            }
        } else if (tokens.acceptSign(",")) { // behind XMLNAMESPACES
            operands.add(grammar.expressions().read());
        }
        if (tokens.accept("PASSING")) {
            passing(operands);
        }
        tokens.expect("COLUMNS");
        if (json) {
            jsonColumns(operands, columns);
            onError();
        } else {
            xmlColumns(operands, columns);
        }
        tokens.expectSign(")");
        return new DocumentTable(
                json ? "json_table" : "xmltable", List.copyOf(operands), List.copyOf(columns), sources.alias());
    }

    private void passing(List<Expression> operands) {
        do {
            tokens.accept("BY");
            tokens.acceptAny(Set.of("REF", "VALUE"));
            operands.add(grammar.expressions().read());
            if (tokens.accept("AS")) {
                tokens.name();
            }
        } while (tokens.acceptSign(","));
    }

    private void jsonColumns(List<Expression> operands, List<Identifier> columns) {
        tokens.enter();
        tokens.expectSign("(");
        do {
            if (tokens.accept("NESTED")) {
                tokens.accept("PATH");
                path();
                if (tokens.accept("AS")) {
                    tokens.name();
                }
                tokens.expect("COLUMNS");
                jsonColumns(operands, columns);
            } else {
                columns.add(tokens.name());
                jsonColumn(operands);
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        tokens.leave();
    }

    private void jsonColumn(List<Expression> operands) {
        if (tokens.accept("FOR", "ORDINALITY")) {
            return;
        }
        grammar.expressions().operands().types().read();
        tokens.accept("FORMAT", "JSON");
        tokens.accept("EXISTS");
        if (tokens.accept("PATH")) {
            path();
        }
        while (!tokens.isSign(",") && !tokens.isSign(")")) {
            if (tokens.accept("DEFAULT")) {
                operands.add(grammar.expressions().read());
                tokens.expect("ON");
                tokens.anyName();
            } else if (tokens.accept("WITH") || tokens.accept("WITHOUT")) {
                tokens.acceptAny(Set.of("CONDITIONAL", "UNCONDITIONAL"));
                tokens.accept("ARRAY");
                tokens.expect("WRAPPER");
            } else if (tokens.accept("KEEP") || tokens.accept("OMIT")) {
                tokens.expect("QUOTES");
            } else {
                onError();
            }
        }
    }

    private void onError() {
        while (tokens.acceptAny(Set.of("NULL", "ERROR", "EMPTY", "TRUE", "FALSE", "UNKNOWN"))) {
            tokens.acceptAny(Set.of("ARRAY", "OBJECT"));
            tokens.expect("ON");
            tokens.anyName();
        }
    }

    private void xmlColumns(List<Expression> operands, List<Identifier> columns) {
        do {
            columns.add(tokens.name());
            if (tokens.accept("FOR", "ORDINALITY")) {
                continue;
            }
            grammar.expressions().operands().types().read();
            while (!tokens.isSign(",") && !tokens.isSign(")")) {
                if (tokens.accept("PATH") || tokens.accept("DEFAULT")) {
                    operands.add(grammar.expressions().arithmetic());
                } else {
                    tokens.accept("NOT");
                    tokens.expect("NULL");
                }
            }
        } while (tokens.acceptSign(","));
    }

    private void path() {
        if (!tokens.isType(TokenType.STRING)) {
            throw tokens.refuse("a path that is not a literal");
        }
        tokens.next();
    }
}
