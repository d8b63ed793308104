package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Case;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.FieldOf;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Expression.Variable;
import dev.hoop.gateway.engine.sql.syntax.Expression.When;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what operators work on: literals, names, calls, brackets, CASE, and the subscripts, fields and casts behind them. */
final class OperandReader {
    private static final Set<String> BARE_FUNCTIONS = Set.of(
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURRENT_USER",
            "SESSION_USER",
            "CURRENT_ROLE",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA",
            "SYSTEM_USER",
            "USER",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP",
            "CURRENT_PATH",
            "ROWNUM");
    private static final Set<String> TEMPORAL =
            Set.of("DATE", "TIME", "TIMESTAMP", "INTERVAL", "TIMESTAMPTZ", "TIMETZ");
    static final Set<String> UNITS = Set.of(
            "MICROSECOND",
            "MILLISECOND",
            "NANOSECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "SECOND_MICROSECOND",
            "MINUTE_MICROSECOND",
            "MINUTE_SECOND",
            "HOUR_MICROSECOND",
            "HOUR_SECOND",
            "HOUR_MINUTE",
            "DAY_MICROSECOND",
            "DAY_SECOND",
            "DAY_MINUTE",
            "DAY_HOUR",
            "YEAR_MONTH",
            "DOW",
            "DOY",
            "EPOCH",
            "ISODOW",
            "ISOYEAR",
            "CENTURY",
            "DECADE",
            "MILLENNIUM",
            "DAY_OF_WEEK",
            "DAY_OF_YEAR",
            "ISO_DAY_OF_WEEK",
            "ISO_WEEK",
            "ISO_WEEK_YEAR",
            "TIMEZONE",
            "TIMEZONE_HOUR",
            "TIMEZONE_MINUTE",
            "TIMEZONE_SECOND",
            "MICROSECONDS",
            "MILLISECONDS",
            "JULIAN");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final TypeReader types;
    private final CallReader calls;

    OperandReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.types = new TypeReader(tokens);
        this.calls = new CallReader(tokens, grammar, types);
    }

    TypeReader types() {
        return types;
    }

    CallReader calls() {
        return calls;
    }

    Expression withSuffixes() {
        Expression operand = primary();
        while (true) {
            if (tokens.isSign("[") && !tokens.isMysql()) {
                operand = subscript(operand);
            } else if (tokens.isSign("::") && !tokens.isMysql()) {
                tokens.next();
                operand = new Cast(operand, types.read());
            } else if (tokens.isSign(".") && isComposite(operand)) {
                tokens.next();
                operand = tokens.acceptSign("*")
                        ? new FieldOf(operand, Optional.empty())
                        : new FieldOf(operand, Optional.of(tokens.anyName()));
            } else {
                return operand;
            }
        }
    }

    /** Only a value in brackets or behind a subscript may have a field; a point after anything else belongs to a name. */
    private boolean isComposite(Expression operand) {
        return !tokens.isMysql() && (tokens.position() > 0 && isClosed(operand));
    }

    private static boolean isClosed(Expression operand) {
        return !(operand instanceof Literal) && !(operand instanceof Star);
    }

    /** {@code a[1]}, {@code a[1:2]}, {@code a[:2]}. */
    private Expression subscript(Expression base) {
        List<Expression> operands = new ArrayList<>();
        operands.add(base);
        tokens.expectSign("[");
        if (!tokens.isSign(":")) {
            operands.add(grammar.expressions().read());
        }
        if (tokens.acceptSign(":") && !tokens.isSign("]")) {
            operands.add(grammar.expressions().read());
        }
        tokens.expectSign("]");
        return new Operation("SUBSCRIPT", List.copyOf(operands));
    }

    private Expression primary() {
        if (tokens.isAtEnd()) {
            throw tokens.refuse("expected a value");
        }
        Token token = tokens.token();
        return switch (token.type()) {
            case STRING -> string(tokens.next());
            case NUMBER -> new Literal(LiteralKind.NUMBER, tokens.next().value());
            case BYTES, BITS -> new Literal(LiteralKind.BINARY, tokens.next().value());
            case PARAMETER -> new Parameter(tokens.parameter());
            case VARIABLE -> variable();
            case QUOTED_IDENTIFIER -> named();
            case WORD -> word();
            case PUNCTUATION -> punctuation(token);
            case OPERATOR -> throw tokens.refuse("an operator where a value is expected");
        };
    }

    private static Expression string(Token token) {
        return new Literal(LiteralKind.STRING, token.value());
    }

    private Expression variable() {
        String name = tokens.next().value();
        if (tokens.is(Dialect.POSTGRESQL)) { // a parameter of PREPARE
            return new Literal(LiteralKind.TYPED, name);
        }
        if (tokens.isSign(":=")) {
            throw tokens.refuse("an assignment to a variable inside an expression");
        }
        return new Variable(name);
    }

    private Expression punctuation(Token token) {
        if (token.isSign("(")) {
            return brackets();
        }
        if (token.isSign("{")) {
            return escape();
        }
        throw tokens.refuse("expected a value");
    }

    /** A query, a row or a value in brackets. */
    private Expression brackets() {
        tokens.enter();
        tokens.expectSign("(");
        Expression content = bracketContent();
        tokens.expectSign(")");
        tokens.leave();
        return content;
    }

    private Expression bracketContent() {
        if (grammar.queries().startsQueryWord()) {
            return new Subquery(grammar.queries().read());
        }
        if (tokens.isSign(")")) {
            return new Operation("ROW", List.of());
        }
        Expression first = grammar.expressions().read();
        if (first instanceof Subquery subquery && grammar.queries().continuesQuery()) {
            return new Subquery(grammar.queries().continued(subquery.query()));
        }
        if (!tokens.isSign(",")) {
            return first;
        }
        List<Expression> row = new ArrayList<>();
        row.add(first);
        while (tokens.acceptSign(",")) {
            if (tokens.isSign(")") && tokens.is(Dialect.H2)) {
                break;
            }
            row.add(grammar.expressions().read());
        }
        return new Operation("ROW", List.copyOf(row));
    }

    /** JDBC's escapes, which the target's driver turns into plain SQL. */
    private Expression escape() {
        tokens.expectSign("{");
        Expression value;
        if (tokens.accept("FN")) {
            value = calls.isEscaped() ? calls.escaped() : named();
        } else if (tokens.accept("D") || tokens.accept("T") || tokens.accept("TS")) {
            value = typed();
        } else {
            throw tokens.refuse("a JDBC escape that is not understood here");
        }
        tokens.expectSign("}");
        return value;
    }

    private Expression typed() {
        if (!tokens.isType(TokenType.STRING)) {
            throw tokens.refuse("expected a literal");
        }
        return new Literal(LiteralKind.TYPED, tokens.next().value());
    }

    private Expression word() {
        String word = tokens.word(0);
        switch (word) {
            case "NULL" -> {
                return literal(LiteralKind.NULL);
            }
            case "TRUE" -> {
                return literal(LiteralKind.TRUE);
            }
            case "FALSE" -> {
                return literal(LiteralKind.FALSE);
            }
            case "CASE" -> {
                return caseOf();
            }
            case "EXISTS" -> {
                tokens.next();
                tokens.expectSign("(");
                Query query = grammar.queries().read();
                tokens.expectSign(")");
                return Operation.of("EXISTS", new Subquery(query));
            }
            case "NOT" -> {
                tokens.next();
                return Operation.of("NOT", withSuffixes());
            }
            case "DEFAULT" -> {
                if (!tokens.isSign(1, "(")) {
                    return literal(LiteralKind.DEFAULT);
                }
            }
            case "ARRAY" -> {
                if (tokens.isSign(1, "[") || tokens.isSign(1, "(")) {
                    return array();
                }
            }
            case "ROW" -> {
                if (tokens.isSign(1, "(")) {
                    tokens.next();
                    return row();
                }
            }
            case "BINARY" -> {
                if (tokens.isMysql() && !tokens.isSign(1, "(")) {
                    tokens.next();
                    return new Cast(withSuffixes(), TypeName.of("binary"));
                }
            }
            case "INTERVAL" -> {
                return interval();
            }
            case "NEXT", "CURRENT" -> {
                if (tokens.word(1).equals("VALUE") && tokens.word(2).equals("FOR") && !tokens.is(Dialect.POSTGRESQL)) {
                    return sequence(word);
                }
            }
            default -> {}
        }
        return bareOrNamed(word);
    }

    private Expression bareOrNamed(String word) {
        boolean typed =
                TEMPORAL.contains(word) || (tokens.is(Dialect.H2) && (word.equals("UUID") || word.equals("JSON")));
        if (typed && isTypedLiteral()) {
            types.read();
            return typed();
        }
        if (BARE_FUNCTIONS.contains(word) && tokens.keywords().isReserved(word) && !tokens.isSign(1, "(")) {
            tokens.next();
            return Call.of(word.toLowerCase(java.util.Locale.ROOT), List.of());
        }
        return named();
    }

    private boolean isTypedLiteral() {
        if (tokens.isType(1, TokenType.STRING)) {
            return true;
        }
        boolean precision = tokens.isSign(1, "(") && tokens.isSign(3, ")");
        int next = precision ? 4 : 1;
        boolean zone = (tokens.word(next).equals("WITH") || tokens.word(next).equals("WITHOUT"))
                && tokens.word(next + 1).equals("TIME");
        return tokens.isType(zone ? next + 3 : next, TokenType.STRING) && (precision || zone);
    }

    private Expression literal(LiteralKind kind) {
        tokens.next();
        return new Literal(kind, "");
    }

    private Expression sequence(String word) {
        tokens.next();
        tokens.next();
        tokens.next();
        List<Expression> name = List.of(new ColumnReference(tokens.qualifiedName()));
        return Call.of(word.equals("NEXT") ? "next value for" : "current value for", name);
    }

    private Expression caseOf() {
        tokens.expect("CASE");
        Optional<Expression> operand = tokens.isWord("WHEN")
                ? Optional.empty()
                : Optional.of(grammar.expressions().read());
        List<When> branches = new ArrayList<>();
        while (tokens.accept("WHEN")) {
            Expression condition = grammar.expressions().read();
            if (tokens.isSign(",")) {
                throw tokens.refuse("several values in one WHEN");
            }
            tokens.expect("THEN");
            branches.add(new When(condition, grammar.expressions().read()));
        }
        Optional<Expression> otherwise =
                tokens.accept("ELSE") ? Optional.of(grammar.expressions().read()) : Optional.empty();
        tokens.expect("END");
        return new Case(operand, List.copyOf(branches), otherwise);
    }

    private Expression array() {
        tokens.next();
        if (tokens.acceptSign("(")) {
            Query query = grammar.queries().read();
            tokens.expectSign(")");
            return Operation.of("ARRAY", new Subquery(query));
        }
        return new Operation("ARRAY", arrayElements());
    }

    /** Elements in square brackets; inner brackets are arrays too. */
    private List<Expression> arrayElements() {
        tokens.enter();
        tokens.expectSign("[");
        List<Expression> elements = new ArrayList<>();
        while (!tokens.isSign("]")) {
            elements.add(
                    tokens.isSign("[")
                            ? new Operation("ARRAY", arrayElements())
                            : grammar.expressions().read());
            if (!tokens.acceptSign(",")) {
                break;
            }
        }
        tokens.expectSign("]");
        tokens.leave();
        return List.copyOf(elements);
    }

    private Expression row() {
        tokens.expectSign("(");
        List<Expression> elements = new ArrayList<>();
        while (!tokens.isSign(")")) {
            elements.add(grammar.queries().starOrExpression());
            if (!tokens.acceptSign(",")) {
                break;
            }
        }
        tokens.expectSign(")");
        return new Operation("ROW", List.copyOf(elements));
    }

    private Expression interval() {
        tokens.expect("INTERVAL");
        if (!tokens.isMysql()) {
            tokens.back(tokens.position() - 1);
            if (!isTypedLiteral()) {
                return named();
            }
            types.read();
            Expression literal = typed();
            types.intervalFields();
            return literal;
        }
        if (tokens.isSign("(")) {
            Expression inner = brackets();
            if (!UNITS.contains(tokens.word(0))) {
                return Call.of("interval", List.of(inner));
            }
            tokens.next();
            return Operation.of("INTERVAL", inner);
        }
        Expression amount = grammar.expressions().read();
        if (!tokens.acceptAny(UNITS)) {
            throw tokens.refuse("expected a unit of time");
        }
        return Operation.of("INTERVAL", amount);
    }

    /** A column, a call, or in PostgreSQL a literal of a named type. */
    private Expression named() {
        boolean call = isCall();
        if (!call && !tokens.isName()) {
            throw tokens.refuse("a keyword where a value is expected");
        }
        List<Identifier> name = call ? calls.name() : tokens.qualifiedName();
        if (tokens.isSign("(")) {
            return calls.read(name);
        }
        if (tokens.isSign(".") && tokens.isSign(1, "*")) {
            tokens.next();
            tokens.next();
            return new Star(name, List.of());
        }
        if (tokens.is(Dialect.POSTGRESQL) && tokens.isType(TokenType.STRING)) {
            return new Cast(typed(), new TypeName(name));
        }
        return new ColumnReference(name);
    }

    /** A word right before a bracket is a function's name even where it is a keyword, with few exceptions. */
    private boolean isCall() {
        return tokens.isSign(1, "(") && (tokens.isName() || calls.isFunctionKeyword(tokens.word(0)));
    }
}
