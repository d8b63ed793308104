package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.Tokenized;
import dev.hoop.gateway.engine.sql.token.Tokenizer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.statement.Statements;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to understand a statement that no cache knows. The peer only parses: it resolves no name and follows no column. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnalysisBenchmark {
    /** Which statement. */
    @Param({"point-select", "report"})
    public String statement = "";

    private final Analyzer analyzer = new Analyzer();
    private final Catalogue catalogue = Shop.catalogue();
    private final SessionSettings settings = Shop.settings();
    private final LexicalSettings lexical =
            LexicalSettings.reported(settings.dialect(), Map.copyOf(settings.lexical()));
    private String text = "";

    /** Refuses to measure an analysis that gave up. */
    @Setup
    public void choose() {
        text = statement.equals("report") ? Shop.REPORT : Shop.POINT_SELECT;
        StatementFacts facts = facts();
        if (!facts.complete()) {
            throw new IllegalStateException("the statement is not understood: " + facts.gaps());
        }
    }

    /** Tokens alone. */
    @Benchmark
    public Tokenized tokens() {
        return Tokenizer.tokenize(text, lexical);
    }

    /** Everything: tokens, grammar, names, lineage. */
    @Benchmark
    public StatementFacts facts() {
        return analyzer.facts(text, settings, catalogue);
    }

    /** The peer: a syntax tree. */
    @Benchmark
    public Statements jsqlparser() throws ParseException {
        return new CCJSqlParser(new StringProvider(text)).Statements();
    }
}
