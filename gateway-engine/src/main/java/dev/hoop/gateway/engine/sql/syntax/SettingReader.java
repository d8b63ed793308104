package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads SET, RESET, DISCARD and USE. Values are constants; which settings may change is decided elsewhere. */
final class SettingReader {
    private final TokenStream tokens;

    SettingReader(TokenStream tokens) {
        this.tokens = tokens;
    }

    SqlStatement set() {
        tokens.expect("SET");
        if (tokens.isMysql()
                && tokens.isAnyWord(Set.of("STATEMENT", "PASSWORD", "ROLE", "DEFAULT", "GLOBAL", "PERSIST"))) {
            throw tokens.refuse("SET " + tokens.word(0) + " is not understood");
        }
        boolean scoped = tokens.isAnyWord(Set.of("SESSION", "LOCAL"))
                && !tokens.isSign(1, "=")
                && !tokens.word(1).equals("TO")
                && !tokens.word(1).equals("AUTHORIZATION")
                && !tokens.word(1).equals("CHARACTERISTICS");
        if (scoped) {
            tokens.next();
        }
        return switch (tokens.word(0)) {
            case "TRANSACTION" -> transaction();
            case "SESSION" -> session();
            case "CONSTRAINTS" -> constraints();
            case "NAMES" -> named("names");
            case "CHARACTER", "CHARSET" -> characterSet();
            case "TIME" -> timeZone();
            case "ROLE" -> named("role");
            case "SCHEMA" -> schema();
            default -> tokens.is(Dialect.H2) ? h2() : assignments();
        };
    }

    private Utility transaction() {
        new SessionReader(tokens).modes();
        return Utility.of(StatementKind.TRANSACTION);
    }

    private Utility session() {
        tokens.expect("SESSION");
        if (tokens.accept("CHARACTERISTICS")) {
            tokens.expect("AS");
            return transaction();
        }
        tokens.expect("AUTHORIZATION");
        value();
        return Utility.settings(List.of("session_authorization"));
    }

    private Utility constraints() {
        tokens.next();
        if (!tokens.accept("ALL")) {
            do {
                tokens.qualifiedName();
            } while (tokens.acceptSign(","));
        }
        if (!tokens.accept("DEFERRED")) {
            tokens.expect("IMMEDIATE");
        }
        return Utility.of(StatementKind.TRANSACTION);
    }

    /** SET NAMES x, SET ROLE x: one value without an equals sign. */
    private Utility named(String setting) {
        tokens.next();
        equalsSign();
        List<String> names = setting.equals("names") && isUtf8() ? List.of() : List.of(setting);
        value();
        if (tokens.accept("COLLATE")) {
            value();
        }
        return Utility.settings(names);
    }

    /** UTF-8 is what the session has anyway. */
    private boolean isUtf8() {
        if (tokens.isAtEnd()) {
            return false;
        }
        String value = tokens.token().value().toLowerCase(Locale.ROOT);
        return value.equals("utf8") || value.equals("utf8mb4") || value.equals("utf-8");
    }

    private Utility characterSet() {
        if (tokens.next().isWord("CHARACTER")) {
            tokens.expect("SET");
        }
        value();
        return Utility.settings(List.of("character_set"));
    }

    private Utility timeZone() {
        tokens.next();
        tokens.expect("ZONE");
        tokens.accept("INTERVAL");
        value();
        return Utility.settings(List.of("timezone"));
    }

    private Utility schema() {
        tokens.next();
        equalsSign();
        value();
        return Utility.settings(List.of("search_path"));
    }

    private Utility h2() {
        String name = tokens.isType(TokenType.VARIABLE)
                ? tokens.next().value()
                : tokens.anyName().value().toLowerCase(Locale.ROOT);
        equalsSign();
        do {
            value();
        } while (tokens.acceptSign(","));
        return Utility.settings(List.of(name));
    }

    private Utility assignments() {
        List<String> names = new ArrayList<>();
        do {
            tokens.acceptAny(Set.of("SESSION", "LOCAL"));
            String name = settingName();
            if (!equalsSign()) {
                throw tokens.refuse("expected = behind the name of a setting");
            }
            boolean asItIs = (name.equals("client_encoding") && isUtf8())
                    || (name.equals("standard_conforming_strings") && tokens.isWord("ON"));
            if (!asItIs) {
                names.add(name);
            }
            value();
            while (tokens.is(Dialect.POSTGRESQL) && tokens.acceptSign(",")) {
                value();
            }
        } while (tokens.acceptSign(","));
        return Utility.settings(names);
    }

    private String settingName() {
        if (tokens.isType(TokenType.VARIABLE)) {
            return tokens.next().value().toLowerCase(Locale.ROOT);
        }
        StringBuilder name = new StringBuilder();
        tokens.qualifiedName()
                .forEach(part -> name.append(name.length() == 0 ? "" : ".").append(part.value()));
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private boolean equalsSign() {
        return tokens.acceptSign("=") || tokens.acceptSign(":=") || tokens.accept("TO");
    }

    /** A constant: literal, number, word, or a variable of the server. */
    private void value() {
        tokens.acceptSign("-");
        boolean constant = tokens.isType(TokenType.STRING)
                || tokens.isType(TokenType.NUMBER)
                || tokens.isType(TokenType.WORD)
                || tokens.isType(TokenType.QUOTED_IDENTIFIER)
                || tokens.isType(TokenType.PARAMETER)
                || tokens.isType(TokenType.VARIABLE);
        if (!constant || tokens.isSign(1, "(")) {
            throw tokens.refuse("a setting's value is not a constant");
        }
        if (tokens.isType(TokenType.PARAMETER)) {
            tokens.parameter();
        } else {
            tokens.next();
        }
    }

    SqlStatement reset() {
        tokens.expect("RESET");
        if (tokens.accept("TIME", "ZONE")) {
            return Utility.settings(List.of("timezone"));
        }
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return Utility.settings(List.of("session_authorization"));
        }
        if (tokens.isMysql()) {
            throw tokens.refuse("RESET is not understood");
        }
        return Utility.settings(List.of(tokens.isWord("ALL") ? all() : settingName()));
    }

    private String all() {
        tokens.next();
        return "all";
    }

    SqlStatement discard() {
        tokens.expect("DISCARD");
        if (tokens.acceptAny(Set.of("PLANS", "SEQUENCES"))) {
            return Utility.of(StatementKind.SESSION);
        }
        tokens.acceptAny(Set.of("ALL", "TEMP", "TEMPORARY"));
        return Utility.settings(List.of("all"));
    }

    SqlStatement use() {
        tokens.expect("USE");
        tokens.name();
        return Utility.settings(List.of("database"));
    }
}
