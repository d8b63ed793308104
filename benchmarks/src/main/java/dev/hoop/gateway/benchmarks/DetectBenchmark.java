package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.engine.detect.Detector;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.server.numbering.libphonenumber.NumberingPlans;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

/**
 * Looks for personal data and secrets in 1,024 texts of 1 KiB, so that operations per second are MiB per second. The peer is what one writes
 * first: a regular expression for each entity, without validation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectBenchmark {
    private static final int TEXTS = 1024;
    private static final int LENGTH = 1024;
    private static final String[] WORDS = {
        "order",
        "shipped",
        "in",
        "boxes",
        "of",
        "Berlin",
        "the",
        "invoice",
        "was",
        "paid",
        "on",
        "time",
        "by",
        "customer",
        "status",
        "OPEN",
        "retry",
        "after",
        "minutes",
        "warehouse",
        "A-17",
        "size=XL",
        "v2.14.3",
        "10:30",
        "2024-05-17",
        "19.99",
        "EUR",
        "ref",
        "000481",
        "note:",
        "{\"id\":",
        "77120,",
        "\"ok\":true}",
        "https://shop.example/p/4711?page=2"
    };
    private static final String[] FOUND = {
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "jane.doe@example.com",
        "219-09-9999",
        "+49 30 901820",
        "AKIAPQSLX2B3HXAATOW2"
    };
    private static final List<Pattern> EXPRESSIONS = List.of(
            Pattern.compile("\\b(?:\\d[ -]?){12,18}\\d\\b"),
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\\b"),
            Pattern.compile("\\b\\d{3}-\\d{2}-\\d{4}\\b"),
            Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"),
            Pattern.compile("\\+\\d[\\d ()-]{6,18}\\d"),
            Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"),
            Pattern.compile("\\bxox[abposr]-[A-Za-z0-9-]{10,}"),
            Pattern.compile("\\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"),
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"));

    /** How many of a text's words are found: none, one in a hundred, one in five. */
    @Param({"0", "1", "20"})
    private int percent;

    private final String[] texts = new String[TEXTS];
    private final Detector detector = new Detector(
            EnumSet.of(
                    Entity.CARD_NUMBER,
                    Entity.IBAN,
                    Entity.US_SSN,
                    Entity.EMAIL,
                    Entity.PHONE,
                    Entity.JWT,
                    Entity.API_KEY,
                    Entity.PRIVATE_KEY),
            new NumberingPlans(),
            Set.of());

    /** Makes the texts, the same ones each time. */
    @Setup
    public void write() {
        Random random = new Random(20261121);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder(LENGTH + 64);
            while (text.length() < LENGTH) {
                text.append(word(random)).append(' ');
            }
            text.setLength(LENGTH);
            texts[i] = text.toString();
        }
    }

    private String word(Random random) {
        if (random.nextInt(100) < percent) {
            return FOUND[random.nextInt(FOUND.length)];
        }
        return random.nextInt(40) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : WORDS[random.nextInt(WORDS.length)];
    }

    /** The detector with everything that a policy usually asks for. */
    @Benchmark
    public int detector() {
        int found = 0;
        for (String text : texts) {
            found += detector.find(text, Set.of()).size();
        }
        return found;
    }

    /** The peer. */
    @Benchmark
    public int expressions() {
        int found = 0;
        for (String text : texts) {
            for (Pattern expression : EXPRESSIONS) {
                var matcher = expression.matcher(text);
                while (matcher.find()) {
                    found++;
                }
            }
        }
        return found;
    }
}
