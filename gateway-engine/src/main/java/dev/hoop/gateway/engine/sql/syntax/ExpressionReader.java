package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads value expressions: operators by precedence, from OR down to the brackets behind an operand. */
final class ExpressionReader {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "<=>", "^=");
    private static final Set<String> MULTIPLICATIVE = Set.of("*", "/", "%");
    private static final Set<String> LIKES = Set.of("LIKE", "ILIKE", "REGEXP", "RLIKE");
    private static final Set<String> QUANTIFIERS = Set.of("ANY", "SOME", "ALL");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final OperandReader operands;

    ExpressionReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.operands = new OperandReader(tokens, grammar);
    }

    Expression read() {
        tokens.enter();
        Expression left = exclusive();
        while (tokens.isWord("OR") || isMysqlOr()) {
            tokens.next();
            left = Operation.of("OR", left, exclusive());
        }
        tokens.leave();
        return left;
    }

    List<Expression> list() {
        List<Expression> list = new ArrayList<>(4);
        do {
            list.add(read());
        } while (tokens.acceptSign(","));
        return List.copyOf(list);
    }

    /** An expression that no comparison or logic belongs to: bounds of BETWEEN, DEFAULT values. */
    Expression arithmetic() {
        return other();
    }

    OperandReader operands() {
        return operands;
    }

    private boolean isMysqlOr() {
        return tokens.isMysql()
                && tokens.isSign("||")
                && !tokens.statement().settings().pipesAsConcat();
    }

    private Expression exclusive() {
        Expression left = conjunction();
        while (tokens.isMysql() && tokens.accept("XOR")) {
            left = Operation.of("XOR", left, conjunction());
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (tokens.isWord("AND") || (tokens.isMysql() && tokens.isSign("&&"))) {
            tokens.next();
            left = Operation.of("AND", left, negation());
        }
        return left;
    }

    private Expression negation() {
        if (tokens.accept("NOT")) {
            tokens.enter();
            Expression operand = negation();
            tokens.leave();
            return Operation.of("NOT", operand);
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = other();
        while (true) {
            Expression longer = longer(left);
            if (longer == left) {
                return left;
            }
            left = longer;
        }
    }

    /** The operand with one predicate more behind it, or the operand itself. */
    private Expression longer(Expression left) {
        if (tokens.isType(TokenType.OPERATOR)) {
            String sign = tokens.token().value();
            if (COMPARISONS.contains(sign)) {
                tokens.next();
                return quantified(left, sign.equals("!=") || sign.equals("^=") ? "<>" : sign);
            }
            return left;
        }
        return switch (tokens.word(0)) {
            case "IS" -> is(left);
            case "ISNULL" -> tokens.is(Dialect.POSTGRESQL) ? suffix(left, "IS NULL") : left;
            case "NOTNULL" -> tokens.is(Dialect.POSTGRESQL) ? suffix(left, "IS NOT NULL") : left;
            case "NOT" -> negated(left);
            case "SIMILAR" -> tokens.word(1).equals("TO") ? predicate(left, "") : left; // else SUBSTRING's
            case "IN", "BETWEEN", "LIKE", "ILIKE", "REGEXP", "RLIKE", "OVERLAPS" -> predicate(left, "");
            case "SOUNDS" -> soundsLike(left);
            case "MEMBER" -> memberOf(left);
            default -> left;
        };
    }

    private Expression suffix(Expression left, String operator) {
        tokens.next();
        return Operation.of(operator, left);
    }

    private Expression negated(Expression left) {
        return switch (tokens.word(1)) {
            case "IN", "BETWEEN", "LIKE", "ILIKE", "SIMILAR", "REGEXP", "RLIKE" -> {
                tokens.next();
                yield predicate(left, "NOT ");
            }
            default -> left;
        };
    }

    private Expression predicate(Expression left, String not) {
        String word = tokens.word(0);
        tokens.next();
        return switch (word) {
            case "IN" -> in(left, not);
            case "BETWEEN" -> between(left, not);
            case "SIMILAR" -> {
                tokens.expect("TO");
                yield like(left, not + "SIMILAR TO");
            }
            case "OVERLAPS" -> Operation.of("OVERLAPS", left, other());
            default -> like(left, not + word);
        };
    }

    private Expression like(Expression left, String operator) {
        if (LIKES.contains(tokens.word(-1)) && QUANTIFIERS.contains(tokens.word(0)) && tokens.isSign(1, "(")) {
            return quantified(left, operator);
        }
        Expression pattern = other();
        boolean braced = tokens.isSign("{") && tokens.word(1).equals("ESCAPE"); // as JDBC writes it
        if (braced) {
            tokens.next();
        }
        if (!tokens.accept("ESCAPE")) {
            return Operation.of(operator, left, pattern);
        }
        Expression escape = other();
        if (braced) {
            tokens.expectSign("}");
        }
        return Operation.of(operator, left, pattern, escape);
    }

    private Expression in(Expression left, String not) {
        if (!tokens.isSign("(")) {
            throw tokens.refuse("expected ( behind IN");
        }
        tokens.next();
        List<Expression> all = new ArrayList<>();
        all.add(left);
        if (!tokens.isSign(")")) {
            all.addAll(listOrQuery());
        }
        tokens.expectSign(")");
        return new Operation(not + "IN", List.copyOf(all));
    }

    /** What stands in the brackets of IN, ANY and ALL. */
    private List<Expression> listOrQuery() {
        if (grammar.queries().startsQueryWord()) {
            return List.of(new Subquery(grammar.queries().read()));
        }
        List<Expression> list = list();
        if (list.size() == 1
                && list.get(0) instanceof Subquery first
                && grammar.queries().continuesQuery()) {
            return List.of(new Subquery(grammar.queries().continued(first.query())));
        }
        return list;
    }

    private Expression between(Expression left, String not) {
        tokens.accept("SYMMETRIC");
        tokens.accept("ASYMMETRIC");
        Expression low = other();
        tokens.expect("AND");
        return Operation.of(not + "BETWEEN", left, low, other());
    }

    private Expression is(Expression left) {
        tokens.expect("IS");
        String not = tokens.accept("NOT") ? "NOT " : "";
        if (tokens.accept("DISTINCT", "FROM")) {
            return Operation.of("IS " + not + "DISTINCT FROM", left, other());
        }
        if (tokens.is(Dialect.POSTGRESQL)) {
            tokens.acceptAny(Set.of("NFC", "NFD", "NFKC", "NFKD"));
        }
        String word = tokens.word(0);
        switch (word) {
            case "NULL", "TRUE", "FALSE", "UNKNOWN", "DOCUMENT", "NORMALIZED" -> {
                tokens.next();
                return Operation.of("IS " + not + word, left);
            }
            case "JSON" -> {
                tokens.next();
                tokens.acceptAny(Set.of("VALUE", "ARRAY", "OBJECT", "SCALAR"));
                if (tokens.accept("WITH") || tokens.accept("WITHOUT")) {
                    tokens.expect("UNIQUE");
                    tokens.accept("KEYS");
                }
                return Operation.of("IS " + not + "JSON", left);
            }
            default -> throw tokens.refuse("IS with something not understood");
        }
    }

    private Expression soundsLike(Expression left) {
        if (tokens.isMysql() && tokens.accept("SOUNDS", "LIKE")) {
            return Operation.of("SOUNDS LIKE", left, other());
        }
        return left;
    }

    private Expression memberOf(Expression left) {
        if (tokens.isMysql() && tokens.accept("MEMBER", "OF")) {
            tokens.expectSign("(");
            Expression array = read();
            tokens.expectSign(")");
            return Operation.of("MEMBER OF", left, array);
        }
        return left;
    }

    /** The right side of a comparison, which may be ANY or ALL of a query or an array. */
    private Expression quantified(Expression left, String operator) {
        boolean quantified = QUANTIFIERS.contains(tokens.word(0)) && tokens.isSign(1, "(");
        if (!quantified) {
            return Operation.of(operator, left, other());
        }
        String quantifier = tokens.accept("ALL") ? "ALL" : "ANY";
        if (quantifier.equals("ANY")) {
            tokens.acceptAny(Set.of("ANY", "SOME"));
        }
        tokens.expectSign("(");
        List<Expression> right = listOrQuery();
        tokens.expectSign(")");
        if (right.size() != 1) {
            throw tokens.refuse("several values behind " + quantifier);
        }
        return Operation.of(operator + " " + quantifier, left, right.get(0));
    }

    /** All operators between comparison and addition: concatenation, JSON, arrays, bits, and those that users define. */
    private Expression other() {
        tokens.enter();
        Expression left = isPrefixOperator() ? prefixed() : sum();
        while (true) {
            String operator = otherOperator();
            if (operator.isEmpty()) {
                tokens.leave();
                return left;
            }
            left = isQuantifierHere()
                    ? quantified(left, operator)
                    : Operation.of(operator, left, isPrefixOperator() ? prefixed() : sum());
        }
    }

    private boolean isQuantifierHere() {
        return tokens.is(Dialect.POSTGRESQL) && QUANTIFIERS.contains(tokens.word(0)) && tokens.isSign(1, "(");
    }

    private boolean isPrefixOperator() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            return false;
        }
        return isQualifiedOperator()
                || (tokens.isType(TokenType.OPERATOR)
                        && !tokens.isSign("+")
                        && !tokens.isSign("-")
                        && !tokens.isSign("*")
                        && !tokens.isSign("::"));
    }

    private Expression prefixed() {
        tokens.enter();
        String operator =
                isQualifiedOperator() ? qualifiedOperator() : tokens.next().value();
        Expression operand = isPrefixOperator() ? prefixed() : sum();
        tokens.leave();
        return Operation.of(operator, operand);
    }

    private boolean isQualifiedOperator() {
        return tokens.is(Dialect.POSTGRESQL) && tokens.isWord("OPERATOR") && tokens.isSign(1, "(");
    }

    /** {@code OPERATOR(schema.sign)}: the schema stays in front of the sign unless it is PostgreSQL's own. */
    private String qualifiedOperator() {
        tokens.expect("OPERATOR");
        tokens.expectSign("(");
        StringBuilder operator = new StringBuilder();
        while (tokens.isName()) {
            operator.append(tokens.name().value()).append('.');
            tokens.expectSign(".");
        }
        if (!tokens.isType(TokenType.OPERATOR)) {
            throw tokens.refuse("expected an operator");
        }
        operator.append(tokens.next().value());
        tokens.expectSign(")");
        String name = operator.toString();
        return name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name;
    }

    /** Reads an operator of this level, if there is one. */
    private String otherOperator() {
        if (isQualifiedOperator()) {
            return qualifiedOperator();
        }
        if (!tokens.isType(TokenType.OPERATOR)) {
            return "";
        }
        String sign = tokens.token().value();
        boolean lower = COMPARISONS.contains(sign)
                || sign.equals(":=")
                || sign.equals("=>")
                || sign.equals(":")
                || (tokens.isMysql() && sign.equals("&&"))
                || isMysqlOr();
        boolean higher = sign.equals("+")
                || sign.equals("-")
                || MULTIPLICATIVE.contains(sign)
                || sign.equals("^")
                || sign.equals("::");
        if (lower || higher) {
            return "";
        }
        tokens.next();
        return sign;
    }

    private Expression sum() {
        Expression left = product();
        while (tokens.isSign("+") || tokens.isSign("-")) {
            left = Operation.of(tokens.next().value(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (true) {
            if (tokens.isType(TokenType.OPERATOR)
                    && MULTIPLICATIVE.contains(tokens.token().value())) {
                left = Operation.of(tokens.next().value(), left, power());
            } else if (tokens.isMysql() && (tokens.isWord("DIV") || tokens.isWord("MOD"))) {
                left = Operation.of(tokens.word(0).equals("DIV") ? "DIV" : "%", left, afterWord());
            } else {
                return left;
            }
        }
    }

    private Expression afterWord() {
        tokens.next();
        return power();
    }

    private Expression power() {
        Expression left = signed();
        while (tokens.isSign("^")) {
            tokens.next();
            left = Operation.of("^", left, signed());
        }
        return left;
    }

    private Expression signed() {
        if (tokens.isSign("-")
                || tokens.isSign("+")
                || (tokens.isMysql() && (tokens.isSign("~") || tokens.isSign("!")))) {
            tokens.enter();
            String sign = tokens.next().value();
            Expression operand = signed();
            tokens.leave();
            if (operand instanceof Literal literal && literal.kind() == LiteralKind.NUMBER && !sign.equals("!")) {
                return new Literal(LiteralKind.NUMBER, sign.equals("-") ? "-" + literal.value() : literal.value());
            }
            return Operation.of(sign.equals("!") ? "NOT" : sign, operand);
        }
        return suffixed();
    }

    private Expression suffixed() {
        Expression operand = operands.withSuffixes();
        while (true) {
            if (tokens.accept("COLLATE")) {
                collation();
                operand = Operation.of("COLLATE", operand);
            } else if (tokens.isWords("AT", "TIME")) {
                tokens.next();
                tokens.next();
                tokens.expect("ZONE");
                operand = Operation.of("AT TIME ZONE", operand, operands.withSuffixes());
            } else if (tokens.accept("AT", "LOCAL")) {
                operand = Operation.of("AT TIME ZONE", operand);
            } else {
                return operand;
            }
        }
    }

    private void collation() {
        if (tokens.isType(TokenType.STRING) || tokens.isWord("BINARY")) {
            tokens.next();
        } else {
            tokens.qualifiedName();
        }
    }
}
