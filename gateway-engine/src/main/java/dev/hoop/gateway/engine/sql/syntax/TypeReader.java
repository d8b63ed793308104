package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.List;
import java.util.Set;

/** Reads the name of a data type with its lengths, brackets and the further words that some types have. */
final class TypeReader {
    private static final Set<String> TYPE_KEYWORDS = Set.of(
            "BIGINT",
            "BINARY",
            "BLOB",
            "CHAR",
            "CHARACTER",
            "DEC",
            "DECIMAL",
            "DOUBLE",
            "FLOAT",
            "FLOAT4",
            "FLOAT8",
            "INT",
            "INT1",
            "INT2",
            "INT3",
            "INT4",
            "INT8",
            "INTEGER",
            "INTERVAL",
            "LONG",
            "LONGBLOB",
            "LONGTEXT",
            "MEDIUMBLOB",
            "MEDIUMINT",
            "MEDIUMTEXT",
            "NUMERIC",
            "REAL",
            "SET",
            "SMALLINT",
            "TINYBLOB",
            "TINYINT",
            "TINYTEXT",
            "UNSIGNED",
            "VARBINARY",
            "VARCHAR",
            "VARCHARACTER",
            "YEAR",
            "ROW");
    private static final Set<String> FIELDS = Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

    private final TokenStream tokens;

    TypeReader(TokenStream tokens) {
        this.tokens = tokens;
    }

    TypeName read() {
        tokens.accept("SETOF");
        List<Identifier> name;
        if (TYPE_KEYWORDS.contains(tokens.word(0))) {
            name = List.of(tokens.anyName());
        } else {
            name = tokens.qualifiedName();
        }
        String first = tokens.word(-1);
        length();
        furtherWords(first);
        while (true) {
            if (tokens.isSign("[") && !tokens.isMysql()) {
                tokens.next();
                if (tokens.isType(TokenType.NUMBER)) {
                    tokens.next();
                }
                tokens.expectSign("]");
            } else if (!tokens.accept("ARRAY")) {
                return new TypeName(name);
            }
        }
    }

    /** {@code YEAR TO MONTH} and the like behind an interval. */
    void intervalFields() {
        if (tokens.acceptAny(FIELDS)) {
            length();
            if (tokens.isWord("TO") && FIELDS.contains(tokens.word(1))) {
                tokens.next();
                tokens.next();
                length();
            }
        }
    }

    private void furtherWords(String first) {
        switch (first) {
            case "DOUBLE" -> tokens.accept("PRECISION");
            case "CHARACTER", "CHAR", "BINARY", "NATIONAL", "NCHAR", "BIT" -> {
                tokens.accept("CHARACTER");
                tokens.accept("CHAR");
                tokens.accept("VARYING");
                tokens.accept("LARGE", "OBJECT");
                length();
            }
            case "TIME", "TIMESTAMP" -> timeZone();
            case "INTERVAL" -> {
                if (!tokens.isType(TokenType.STRING)) {
                    intervalFields();
                }
            }
            case "LONG" -> tokens.acceptAny(Set.of("VARCHAR", "VARBINARY"));
            default -> {}
        }
        if (tokens.isMysql()) {
            mysqlWords();
        }
    }

    private void timeZone() {
        if ((tokens.isWord("WITH") || tokens.isWord("WITHOUT"))
                && (tokens.word(1).equals("TIME") || tokens.word(1).equals("LOCAL"))) {
            tokens.next();
            tokens.accept("LOCAL");
            tokens.expect("TIME", "ZONE");
            length();
        }
    }

    private void mysqlWords() {
        while (tokens.acceptAny(Set.of("UNSIGNED", "SIGNED", "ZEROFILL", "INTEGER", "ASCII", "UNICODE"))) {
            // SIGNED INTEGER and its like
        }
        if (tokens.accept("CHARACTER", "SET") || tokens.accept("CHARSET")) {
            if (!tokens.accept("BINARY")) {
                tokens.name();
            }
        }
    }

    /** {@code (10)}, {@code (10, 2)}, {@code (5 CHAR)}, {@code ('a', 'b')}. */
    private void length() {
        if (!tokens.isSign("(")) {
            return;
        }
        tokens.next();
        do {
            if (!tokens.isType(TokenType.NUMBER)
                    && !tokens.isType(TokenType.STRING)
                    && !tokens.isType(TokenType.WORD)
                    && !tokens.isSign("-")) {
                throw tokens.refuse("a type's length is not a number");
            }
            if (tokens.acceptSign("-") && !tokens.isType(TokenType.NUMBER)) {
                throw tokens.refuse("a type's length is not a number");
            }
            tokens.next();
            tokens.acceptAny(Set.of("CHAR", "CHARACTERS", "OCTETS", "BYTE", "K", "M", "G"));
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
    }
}
