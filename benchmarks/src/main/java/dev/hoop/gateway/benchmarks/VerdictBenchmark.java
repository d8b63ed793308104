package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.gate.FactsCache;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to judge a statement, seen before and never seen. Every verdict is worked out anew: only facts are remembered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerdictBenchmark {
    /** Which statement. */
    @Param({"point-select", "report"})
    public String statement = "";

    private final Analyzer analyzer = new Analyzer();
    private final FactsCache cache = new FactsCache(analyzer);
    private final Catalogue catalogue = Shop.catalogue();
    private final SessionSettings settings = Shop.settings();
    private final Policy policy = Shop.policy();

    /** A statement that was understood before. */
    @Benchmark
    public Verdict known() {
        return judge(cache.facts(text(), settings, catalogue));
    }

    /** A statement nobody has sent before. */
    @Benchmark
    public Verdict unknown() {
        return judge(analyzer.facts(text(), settings, catalogue));
    }

    private Verdict judge(StatementFacts facts) {
        Verdict verdict = policy.judge(Shop.claim(text(), facts));
        return verdict.match(yes -> yes, held -> stop(held), denied -> stop(denied));
    }

    private static Verdict stop(Verdict verdict) {
        throw new IllegalStateException(
                "only what is allowed is measured, not what rule '" + verdict.rule() + "' stops");
    }

    private String text() {
        return statement.equals("report") ? Shop.REPORT : Shop.POINT_SELECT;
    }
}
