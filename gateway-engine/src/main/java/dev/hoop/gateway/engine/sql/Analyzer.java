package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Grammar;
import dev.hoop.gateway.engine.sql.syntax.SyntaxRefusal;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.Placeholders;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.TokenType;
import dev.hoop.gateway.engine.sql.token.Tokenized;
import dev.hoop.gateway.engine.sql.token.Tokenizer;
import dev.hoop.gateway.engine.sql.token.Tokens;
import dev.hoop.gateway.engine.sql.token.UnmodelledSettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out what a text means to its database: which statements it holds, what they read, write and decide upon, and what each column of
 * the result derives from.
 *
 * <p>Pure and thread-safe; work is bounded by the size of the text and by fixed limits. Never throws because of what a text says: what is
 * not understood is a gap in the facts.
 */
public final class Analyzer {
    /** How a gap begins that a mistake in this code caused; never the text's fault. */
    static final String OWN_MISTAKE = "the analysis failed, which is a defect of the gateway: ";

    public Analyzer() {}

    /** Analyses a text under the settings of the session that would run it. */
    public StatementFacts facts(String text, SessionSettings settings, Catalogue catalogue) {
        LexicalSettings lexical;
        try {
            lexical = LexicalSettings.reported(settings.dialect(), settings.lexical());
        } catch (UnmodelledSettingException unmodelled) {
            return StatementFacts.opaque(settings.dialect(), 1, String.valueOf(unmodelled.getMessage()));
        }
        Tokenized tokenized = Tokenizer.tokenize(text, lexical);
        return tokenized.match(
                understood -> facts(understood.tokens(), settings, catalogue),
                refused -> StatementFacts.opaque(
                        settings.dialect(), 1, refused.reason() + " (at character " + (refused.offset() + 1) + ")"));
    }

    /**
     * The facts of a text whose parameters are declared as of these types: their values are converted as those of types that the text names.
     *
     * @param types as the caller named them; anything
     */
    public StatementFacts withParameters(StatementFacts facts, Collection<String> types, Catalogue catalogue) {
        Set<FunctionUse> called = types.stream()
                .flatMap(type -> catalogue.types().conversions(type).stream())
                .map(conversion -> new FunctionUse(conversion.toString(), Purity.UNKNOWN))
                .collect(Collectors.toSet());
        return called.isEmpty() ? facts : facts.calling(called);
    }

    /**
     * A text that can have no parameters, as JDBC writes it: with the question marks of PostgreSQL's operators doubled. As it is where its
     * database has no such operators, or where it is not understood.
     */
    public String withoutParameters(String text, SessionSettings settings) {
        if (settings.dialect() != Dialect.POSTGRESQL) {
            return text;
        }
        try {
            LexicalSettings lexical = LexicalSettings.reported(settings.dialect(), settings.lexical());
            return Tokenizer.tokenize(text, lexical.with(Placeholders.NUMBERED))
                    .match(understood -> doubled(text, understood.tokens()), refused -> text);
        } catch (UnmodelledSettingException unmodelled) {
            return text;
        }
    }

    private static String doubled(String text, Tokens tokens) {
        StringBuilder doubled = new StringBuilder(text.length() + 8);
        int from = 0;
        for (Token token : tokens.list()) {
            if (token.type() == TokenType.OPERATOR && !token.text().contains("??")) {
                doubled.append(text, from, token.start()).append(token.text().replace("?", "??"));
                from = token.end();
            }
        }
        return doubled.append(text, from, text.length()).toString();
    }

    /**
     * The text as it must read for the database to see NULL in the place of hidden columns wherever it computes, compares, sorts or stores.
     * Where such a column is also an item of the statement's own select list, that item still gives its value if nothing else can. Empty
     * where nothing can be changed: no such column is read by a query, or the text is not understood. Nothing is promised of the meaning:
     * analyse what comes out.
     *
     * @param hidden the columns, by their catalogue identity
     */
    public Optional<String> maskedAtRead(
            String text, SessionSettings settings, Catalogue catalogue, Predicate<ColumnName> hidden) {
        try {
            LexicalSettings lexical = LexicalSettings.reported(settings.dialect(), settings.lexical());
            return Tokenizer.tokenize(text, lexical)
                    .match(
                            understood -> masked(understood.tokens(), settings, catalogue, hidden),
                            refused -> Optional.empty());
        } catch (UnmodelledSettingException unmodelled) {
            return Optional.empty();
        }
    }

    private Optional<String> masked(
            Tokens tokens, SessionSettings settings, Catalogue catalogue, Predicate<ColumnName> hidden) {
        Findings findings = new Findings();
        read(tokens, settings, catalogue, findings);
        if (!findings.gaps.isEmpty() || findings.kinds.contains(StatementKind.LOCKING_READ)) {
            return Optional.empty(); // rows of a query in FROM are not locked everywhere
        }
        MaskedReads reads = new MaskedReads(tokens, findings.reads.values(), hidden);
        MaskedReads.Written showing = reads.write(findings.plainItems);
        if (showing.shown() > 0 && onlyShows(facts(showing.text(), settings, catalogue), showing.shown(), hidden)) {
            return Optional.of(showing.text());
        }
        String written = reads.write(List.of()).text();
        return written.equals(tokens.executableText()) ? Optional.empty() : Optional.of(written);
    }

    /** Whether hidden columns do nothing but come out as they are, in this many columns of the result. */
    private static boolean onlyShows(StatementFacts facts, int shown, Predicate<ColumnName> hidden) {
        List<OutputColumn> deriving = facts.output().stream()
                .filter(column -> column.sources().stream().anyMatch(hidden))
                .toList();
        return facts.complete()
                && deriving.size() == shown
                && deriving.stream().allMatch(column -> column.derivation() == Derivation.COPIED)
                && facts.columns().stream()
                        .allMatch(use -> use.use() == ColumnUse.Use.READ || !hidden.test(use.column()));
    }

    private static StatementFacts facts(Tokens tokens, SessionSettings settings, Catalogue catalogue) {
        if (tokens.statements().isEmpty()) {
            return StatementFacts.opaque(settings.dialect(), 0, "the text holds no statement");
        }
        Findings findings = new Findings();
        List<Statements.Rows> rows = read(tokens, settings, catalogue, findings);
        return facts(tokens, settings, findings, rows);
    }

    private static List<Statements.Rows> read(
            Tokens tokens, SessionSettings settings, Catalogue catalogue, Findings findings) {
        List<Statements.Rows> rows = new ArrayList<>();
        try {
            boolean alone = tokens.statements().size() == 1; // names may be bound anew in front of their use
            Names names = new Names(alone ? settings : settings.with(NamedStatements.NONE), catalogue);
            int parameters = 0;
            for (Tokens statement : tokens.statements()) {
                Grammar.Reading reading = Grammar.read(statement, parameters);
                parameters = reading.parameters();
                Analysis analysis = new Analysis(names, findings, false, 0);
                analysis.functions().converted(statement);
                rows.add(new Statements(analysis).read(reading.statement()));
                names.moved(Moves.of(reading.statement(), statement));
                names.moved(Moves.of(findings.functions));
            }
            HarmlessEffects.judge(names, findings);
        } catch (SyntaxRefusal refusal) {
            findings.gap(refusal.reason());
        } catch (NotUnderstood notUnderstood) {
            findings.gap(notUnderstood.reason());
        } catch (StackOverflowError tooDeep) {
            findings.gap("the statement is nested too deeply");
        } catch (RuntimeException ours) { // a mistake of this code must end in a refusal, not in a lost session
            findings.gap(OWN_MISTAKE + ours.getClass().getSimpleName());
        }
        return rows;
    }

    private static StatementFacts facts(
            Tokens tokens, SessionSettings settings, Findings findings, List<Statements.Rows> rows) {
        List<Statements.Rows> results =
                rows.stream().filter(Statements.Rows::expected).toList();
        boolean several = results.size() > 1;
        boolean given =
                settings.dialect() == Dialect.POSTGRESQL; // others refuse such a text, or give the first result alone
        if (several
                && !(given
                        && results.stream().noneMatch(result -> result.fields().isEmpty()))) {
            findings.gap("more than one statement returns rows; send them one by one");
        }
        if (!findings.gaps.isEmpty()) {
            findings.kinds.add(StatementKind.OPAQUE);
        }
        List<Statements.Rows> told = results.isEmpty() && rows.size() == 1 ? rows : results; // of a cursor: given later
        List<List<OutputColumn>> outputs = findings.gaps.isEmpty()
                ? told.stream()
                        .map(result ->
                                result.fields().stream().map(Analyzer::output).toList())
                        .toList()
                : List.of();
        return new StatementFacts(
                StatementFacts.VERSION,
                settings.dialect(),
                tokens.executableText(),
                findings.kinds,
                tokens.statements().size(),
                List.copyOf(findings.objects),
                List.copyOf(findings.columns),
                outputs.isEmpty() ? List.of() : outputs.get(0),
                several && !outputs.isEmpty() ? outputs.subList(1, outputs.size()) : List.of(),
                !results.isEmpty(),
                List.copyOf(findings.functions),
                List.copyOf(findings.parameters.values()),
                findings.where,
                several ? OptionalLong.empty() : findings.limit, // the limit of one result bounds no other
                several ? OptionalInt.empty() : findings.limitParameter,
                List.copyOf(findings.settings),
                Optional.empty(),
                List.copyOf(findings.gaps));
    }

    private static OutputColumn output(Field field) {
        Lineage lineage = field.lineage();
        Set<ColumnName> sources = lineage.sources();
        Derivation derivation = lineage.isCopied() && sources.isEmpty() ? Derivation.UNKNOWN : lineage.derivation();
        return new OutputColumn(field.label(), derivation, sources, lineage.path());
    }
}
