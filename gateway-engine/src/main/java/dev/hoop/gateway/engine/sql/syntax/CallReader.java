package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads function calls: ordinary arguments, the words the standard puts between them, and FILTER, WITHIN GROUP and OVER. */
final class CallReader {
    /** Reserved words that are functions as well. */
    private static final Set<String> FUNCTION_KEYWORDS = Set.of(
            "LEFT",
            "RIGHT",
            "CAST",
            "CONVERT",
            "REPLACE",
            "REPEAT",
            "INSERT",
            "IF",
            "MOD",
            "CHAR",
            "DATABASE",
            "SCHEMA",
            "USER",
            "VALUES",
            "VALUE",
            "DEFAULT",
            "MATCH",
            "YEAR",
            "MONTH",
            "DAY",
            "HOUR",
            "MINUTE",
            "SECOND",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURRENT_USER",
            "SESSION_USER",
            "SYSTEM_USER",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP",
            "CURRENT_SCHEMA",
            "CURRENT_CATALOG",
            "CURRENT_ROLE",
            "ROWNUM",
            "TRUNCATE",
            "COLLATION",
            "INTERVAL",
            "SET",
            "ANY",
            "SOME",
            "CURRENT_PATH");
    /** Functions of JDBC that PostgreSQL's driver writes in its own way. */
    private static final Set<String> ESCAPED = Set.of(
            "CEILING",
            "LOG",
            "LOG10",
            "POWER",
            "TRUNCATE",
            "CHAR",
            "CONCAT",
            "INSERT",
            "LCASE",
            "LEFT",
            "LENGTH",
            "LOCATE",
            "LTRIM",
            "RIGHT",
            "RTRIM",
            "SPACE",
            "SUBSTRING",
            "UCASE",
            "CURDATE",
            "CURTIME",
            "DAYNAME",
            "DAYOFMONTH",
            "DAYOFWEEK",
            "DAYOFYEAR",
            "HOUR",
            "MINUTE",
            "MONTH",
            "MONTHNAME",
            "QUARTER",
            "SECOND",
            "WEEK",
            "YEAR",
            "TIMESTAMPADD",
            "TIMESTAMPDIFF",
            "DATABASE",
            "IFNULL",
            "USER");

    /** What stands for a computation of whatever kind: it has a value of its own, may fail, and its label is not foretold. */
    private static final String COMPUTATION = "overlay";

    /** Functions whose first argument is the bare name of a unit. */
    private static final Set<String> UNIT_FIRST_MYSQL = Set.of("TIMESTAMPADD", "TIMESTAMPDIFF");

    private static final Set<String> UNIT_FIRST_H2 =
            Set.of("DATEADD", "DATEDIFF", "DATE_TRUNC", "TIMESTAMPADD", "TIMESTAMPDIFF", "DATE_ADD");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final TypeReader types;

    CallReader(TokenStream tokens, Grammar grammar, TypeReader types) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.types = types;
    }

    boolean isFunctionKeyword(String word) {
        return FUNCTION_KEYWORDS.contains(word);
    }

    /** Whether one of the functions follows whose JDBC escape PostgreSQL's driver replaces by something else. */
    boolean isEscaped() {
        return tokens.is(Dialect.POSTGRESQL) && tokens.isSign(1, "(") && ESCAPED.contains(tokens.word(0));
    }

    /**
     * Such a function in its escape. What the driver puts in its place is computed from the arguments alone and may fail; the call stands for
     * any such computation, and has no label that would be sure.
     */
    Expression escaped() {
        tokens.enter();
        tokens.next();
        tokens.expectSign("(");
        List<Expression> arguments = new ArrayList<>();
        if (tokens.word(0).startsWith("SQL_TSI_")) {
            tokens.next(); // a unit of time
            tokens.expectSign(",");
        }
        if (!tokens.isSign(")")) {
            do {
                arguments.add(grammar.expressions().read());
            } while (tokens.acceptSign(","));
        }
        tokens.expectSign(")");
        tokens.leave();
        return Call.of(COMPUTATION, arguments);
    }

    /** The name in front of a bracket, keyword or not. */
    List<Identifier> name() {
        return List.of(tokens.anyName());
    }

    /** The rest of a call whose name has been read. */
    Expression read(List<Identifier> name) {
        tokens.enter();
        String special =
                name.size() == 1 && !name.get(0).quoted() ? name.get(0).value().toUpperCase(Locale.ROOT) : "";
        tokens.expectSign("(");
        Expression call = switch (special) {
            case "CAST", "TRY_CAST" -> cast();
            case "CONVERT" -> convert(name);
            case "EXTRACT" -> extract(name);
            case "POSITION" -> position(name);
            case "TRIM" -> trim(name);
            case "OVERLAY", "SUBSTRING", "SUBSTR", "MID" ->
                worded(name, Set.of("FROM", "FOR", "PLACING", "SIMILAR", "ESCAPE"));
            case "MATCH" -> match(name);
            default -> tokens.isMysql() || !special.startsWith("XML") ? ordinary(name, special) : xml(name);
        };
        tokens.leave();
        return call;
    }

    private Expression cast() {
        Expression operand = grammar.expressions().read();
        tokens.expect("AS");
        TypeName type = types.read();
        if (tokens.accept("FORMAT") && tokens.isType(TokenType.STRING)) {
            tokens.next();
        }
        tokens.expectSign(")");
        return new Cast(operand, type);
    }

    private Expression convert(List<Identifier> name) {
        if (tokens.is(Dialect.POSTGRESQL)) {
            return ordinary(name, "CONVERT");
        }
        Expression operand = grammar.expressions().read();
        if (tokens.accept("USING")) {
            tokens.anyName();
            tokens.expectSign(")");
            return Call.of("convert", List.of(operand));
        }
        tokens.expectSign(",");
        TypeName type = types.read();
        tokens.expectSign(")");
        return new Cast(operand, type);
    }

    private Expression extract(List<Identifier> name) {
        if (tokens.isType(TokenType.STRING)) {
            tokens.next();
        } else {
            tokens.anyName();
        }
        tokens.expect("FROM");
        return finish(name, List.of(grammar.expressions().read()), false, List.of());
    }

    private Expression position(List<Identifier> name) {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(grammar.expressions().arithmetic());
        if (!tokens.accept("IN")) {
            tokens.expectSign(",");
        }
        arguments.addAll(grammar.expressions().list());
        return finish(name, arguments, false, List.of());
    }

    private Expression trim(List<Identifier> name) {
        tokens.acceptAny(Set.of("LEADING", "TRAILING", "BOTH"));
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.isWord("FROM")) {
            arguments.addAll(grammar.expressions().list());
        }
        if (tokens.accept("FROM")) {
            arguments.addAll(grammar.expressions().list());
        }
        return finish(name, arguments, false, List.of());
    }

    private Expression worded(List<Identifier> name, Set<String> separators) {
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(grammar.expressions().read());
        } while (tokens.acceptSign(",") || tokens.acceptAny(separators));
        return finish(name, arguments, false, List.of());
    }

    private Expression match(List<Identifier> name) {
        List<Expression> arguments = new ArrayList<>(grammar.expressions().list());
        tokens.expectSign(")");
        tokens.expect("AGAINST");
        tokens.expectSign("(");
        arguments.add(grammar.expressions().arithmetic());
        if (tokens.accept("IN")) {
            if (tokens.accept("NATURAL", "LANGUAGE") || tokens.accept("BOOLEAN")) {
                tokens.expect("MODE");
            }
        }
        if (tokens.accept("WITH")) {
            tokens.expect("QUERY", "EXPANSION");
        }
        tokens.expectSign(")");
        return Call.of(name.get(0).value(), arguments);
    }

    /** XMLELEMENT(NAME x, …), XMLFOREST(v AS x), XMLSERIALIZE(CONTENT v AS text), XMLEXISTS(path PASSING BY VALUE v). */
    private Expression xml(List<Identifier> name) {
        List<Expression> arguments = new ArrayList<>();
        if (tokens.isWord("NAME") && tokens.isName(1)) {
            tokens.next();
            tokens.anyName();
            tokens.acceptSign(",");
        }
        if ((tokens.isWord("CONTENT") || tokens.isWord("DOCUMENT"))
                && !tokens.isSign(1, ")")
                && !tokens.isSign(1, ",")) {
            tokens.next();
        }
        List<SortKey> order = List.of();
        while (!tokens.isSign(")")) {
            if (arguments.isEmpty() || !xmlWords()) {
                arguments.add(grammar.expressions().read());
            }
            if (tokens.accept("AS")) {
                types.read();
                tokens.accept("NO");
                tokens.accept("INDENT");
            }
            if (tokens.accept("PASSING")) {
                passed(arguments);
            }
            if (tokens.isWords("ORDER", "BY")) {
                order = grammar.queries().orderBy();
            }
            if (!tokens.acceptSign(",")) {
                break;
            }
        }
        return finish(name, arguments, false, order);
    }

    private void passed(List<Expression> arguments) {
        byReference();
        arguments.add(grammar.expressions().read());
        byReference();
    }

    private void byReference() {
        if (tokens.accept("BY") && !tokens.accept("REF")) {
            tokens.expect("VALUE");
        }
    }

    /** {@code VERSION NO VALUE} and {@code STANDALONE NO VALUE}, which are no expressions, or the word in front of one. */
    private boolean xmlWords() {
        boolean whole = false;
        if (tokens.accept("VERSION")) {
            whole = tokens.accept("NO", "VALUE");
        } else if (tokens.accept("STANDALONE")) {
            whole = tokens.accept("NO", "VALUE") || tokens.acceptAny(Set.of("YES", "NO"));
        }
        return whole;
    }

    private Expression ordinary(List<Identifier> name, String special) {
        boolean distinct = tokens.accept("DISTINCT");
        if (!distinct && !tokens.isSign(1, ")")) {
            tokens.accept("ALL");
        }
        List<Expression> arguments = new ArrayList<>();
        if (startsWithUnit(special)) {
            arguments.add(new Literal(LiteralKind.STRING, tokens.next().value()));
            tokens.expectSign(",");
        }
        boolean json = special.startsWith("JSON_");
        while (!tokens.isSign(")") && !tokens.isWords("ORDER", "BY") && !isTail(json)) {
            arguments.add(argument(json));
            if (json) {
                jsonValue(arguments);
            }
            if (!tokens.acceptSign(",")) {
                break;
            }
        }
        List<SortKey> order = tokens.isWords("ORDER", "BY") ? grammar.queries().orderBy() : List.of();
        tail(special, json, arguments);
        return finish(name, arguments, distinct, order);
    }

    private boolean startsWithUnit(String special) {
        boolean unitFirst = tokens.isMysql()
                ? UNIT_FIRST_MYSQL.contains(special)
                : tokens.is(Dialect.H2) && UNIT_FIRST_H2.contains(special);
        return unitFirst && OperandReader.UNITS.contains(tokens.word(0)) && tokens.isSign(1, ",");
    }

    /** The arguments of a procedure in their brackets, which are expressions like a function's and may have names as well. */
    List<Expression> ofProcedure() {
        tokens.expectSign("(");
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.isSign(")")) {
            do {
                nameOfArgument();
                arguments.add(grammar.expressions().read());
            } while (tokens.acceptSign(","));
        }
        tokens.expectSign(")");
        return List.copyOf(arguments);
    }

    /** {@code VARIADIC} and {@code name =>}, which change where a value goes and not what it is. */
    private void nameOfArgument() {
        if (tokens.is(Dialect.POSTGRESQL)) {
            tokens.accept("VARIADIC"); // elsewhere the name of a column
        }
        boolean named = tokens.isName() && (tokens.isSign(1, "=>") || tokens.isSign(1, ":="));
        if (named) {
            tokens.next();
            tokens.next();
        }
    }

    private Expression argument(boolean json) {
        boolean key = json && tokens.is(Dialect.H2) && tokens.isWord("KEY"); // elsewhere the name of a column
        if (key && !tokens.isSign(1, ",") && !tokens.isSign(1, ")")) {
            tokens.next();
        }
        nameOfArgument();
        if (grammar.queries().startsQueryWord()) {
            if (tokens.isMysql()) {
                throw tokens.refuse("a query as an argument without brackets");
            }
            return new Expression.Subquery(grammar.queries().read());
        }
        return grammar.queries().starOrExpression();
    }

    /** {@code key VALUE v}, {@code v FORMAT JSON}. */
    private void jsonValue(List<Expression> arguments) {
        if (tokens.accept("VALUE") || tokens.acceptSign(":")) {
            arguments.add(grammar.expressions().read());
        }
        tokens.accept("FORMAT", "JSON");
    }

    private boolean isTail(boolean json) {
        return json && (tokens.isWords("NULL", "ON") || tokens.isWords("ABSENT", "ON") || tokens.isWord("RETURNING"));
    }

    /** Words behind the arguments of GROUP_CONCAT, CHAR and the JSON functions. */
    private void tail(String special, boolean json, List<Expression> arguments) {
        if (special.equals("GROUP_CONCAT")) {
            if (tokens.accept("SEPARATOR")) {
                arguments.add(grammar.expressions().read());
            }
            if (tokens.accept("LIMIT")) {
                arguments.addAll(grammar.expressions().list());
            }
        } else if (special.equals("CHAR") && tokens.accept("USING")) {
            tokens.anyName();
        } else if (special.equals("LISTAGG") && tokens.accept("ON", "OVERFLOW")) {
            tokens.anyName();
            if (tokens.isType(TokenType.STRING)) {
                tokens.next();
            }
            if (tokens.accept("WITH") || tokens.accept("WITHOUT")) {
                tokens.expect("COUNT");
            }
        }
        while (json && !tokens.isSign(")")) {
            jsonTail(arguments);
        }
    }

    private void jsonTail(List<Expression> arguments) {
        if (tokens.accept("RETURNING")) {
            types.read();
            if (tokens.accept("FORMAT", "JSON") && tokens.accept("ENCODING")) {
                tokens.anyName();
            }
        } else if (tokens.accept("PASSING")) {
            do {
                arguments.add(grammar.expressions().read());
                tokens.expect("AS");
                tokens.anyName();
            } while (tokens.acceptSign(","));
        } else if (tokens.accept("DEFAULT")) {
            arguments.add(grammar.expressions().read());
            tokens.expect("ON");
            tokens.anyName();
        } else if (tokens.isWord("ORDER")) {
            grammar.queries().orderBy().forEach(key -> arguments.add(key.expression()));
        } else if (tokens.acceptAny(Set.of("NULL", "ABSENT", "ERROR", "EMPTY", "TRUE", "FALSE", "UNKNOWN"))) {
            tokens.acceptAny(Set.of("ARRAY", "OBJECT"));
            tokens.expect("ON");
            tokens.anyName();
        } else if (tokens.accept("WITH") || tokens.accept("WITHOUT")) {
            tokens.acceptAny(Set.of("CONDITIONAL", "UNCONDITIONAL"));
            tokens.acceptAny(Set.of("UNIQUE", "ARRAY"));
            tokens.acceptAny(Set.of("KEYS", "WRAPPER"));
        } else if (tokens.accept("KEEP") || tokens.accept("OMIT")) {
            tokens.expect("QUOTES");
        } else {
            throw tokens.refuse("a clause of a JSON function that is not understood");
        }
    }

    /** The closing bracket and what may follow it. */
    private Expression finish(
            List<Identifier> name, List<Expression> arguments, boolean distinct, List<SortKey> inner) {
        tokens.expectSign(")");
        List<SortKey> order = inner;
        if (tokens.isWords("WITHIN", "GROUP")) {
            tokens.next();
            tokens.next();
            tokens.expectSign("(");
            order = grammar.queries().orderBy();
            tokens.expectSign(")");
        }
        Optional<Expression> filter = Optional.empty();
        if (tokens.isWord("FILTER") && tokens.isSign(1, "(")) {
            tokens.next();
            tokens.expectSign("(");
            tokens.expect("WHERE");
            filter = Optional.of(grammar.expressions().read());
            tokens.expectSign(")");
        }
        if (tokens.isWords("FROM", "FIRST") || tokens.isWords("FROM", "LAST")) {
            tokens.next();
            tokens.next();
        }
        if (tokens.word(1).equals("NULLS")) {
            tokens.acceptAny(Set.of("IGNORE", "RESPECT"));
            tokens.accept("NULLS");
        }
        if (!tokens.isWord("OVER") || !(tokens.isSign(1, "(") || tokens.isName(1))) {
            return new Call(name, List.copyOf(arguments), distinct, order, filter, Optional.empty(), false);
        }
        tokens.next();
        if (!tokens.isSign("(")) {
            tokens.name();
            return new Call(name, List.copyOf(arguments), distinct, order, filter, Optional.empty(), true);
        }
        Optional<Window> window = Optional.of(window());
        return new Call(name, List.copyOf(arguments), distinct, order, filter, window, false);
    }

    /** A window in brackets. */
    Window window() {
        tokens.expectSign("(");
        Set<String> parts = Set.of("PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS");
        if (tokens.isName() && !tokens.isAnyWord(parts)) {
            tokens.name();
        }
        List<Expression> partition = List.of();
        if (tokens.accept("PARTITION")) {
            tokens.expect("BY");
            partition = grammar.expressions().list();
        }
        List<SortKey> order = tokens.isWords("ORDER", "BY") ? grammar.queries().orderBy() : List.of();
        List<Expression> bounds = new ArrayList<>();
        if (tokens.acceptAny(Set.of("ROWS", "RANGE", "GROUPS"))) {
            frame(bounds);
        }
        tokens.expectSign(")");
        return new Window(partition, order, List.copyOf(bounds));
    }

    private void frame(List<Expression> bounds) {
        if (tokens.accept("BETWEEN")) {
            bound(bounds);
            tokens.expect("AND");
        }
        bound(bounds);
        if (tokens.accept("EXCLUDE")) {
            if (tokens.accept("CURRENT")) {
                tokens.expect("ROW");
            } else if (tokens.accept("NO")) {
                tokens.expect("OTHERS");
            } else if (!tokens.accept("GROUP")) {
                tokens.expect("TIES");
            }
        }
    }

    private void bound(List<Expression> bounds) {
        if (tokens.accept("CURRENT", "ROW")) {
            return;
        }
        if (!tokens.accept("UNBOUNDED")) {
            bounds.add(Operation.of("BOUND", grammar.expressions().arithmetic()));
        }
        if (!tokens.accept("PRECEDING")) {
            tokens.expect("FOLLOWING");
        }
    }
}
