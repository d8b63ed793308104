package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.engine.detect.Detector;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.detect.PhoneNumbers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What masks take from outside the engine: keys and numbering plans. Keeps the detectors made with them. Thread-safe. */
public final class MaskTools {
    private static final int MOST_DETECTORS = 64; // as many as policies have different sets of content rules, and more
    private static final int MOST_SETS = 16; // of secrets: about one for each target that is in use

    private record Asked(Set<Entity> entities, Set<String> regions) {}

    private final MaskKeys keys;
    private final PhoneNumbers numbers;
    private final Map<Asked, Detector> detectors = new ConcurrentHashMap<>();
    private final Map<List<LiteralSecret>, SecretAutomaton> automata = new ConcurrentHashMap<>();

    public MaskTools(MaskKeys keys, PhoneNumbers numbers) {
        this.keys = keys;
        this.numbers = numbers;
    }

    /** No keys and no numbering plans: keyed hashes become redactions, and no telephone number is found. */
    public static MaskTools none() {
        return new MaskTools(MaskKeys.none(), PhoneNumbers.none());
    }

    /** Masks by content, for one reader of values. */
    public ContentMask contentMask(List<ContentRule> rules) {
        Set<Entity> entities = new HashSet<>();
        Set<String> regions = new HashSet<>();
        rules.forEach(rule -> {
            entities.addAll(rule.entities());
            regions.addAll(rule.regions());
        });
        return new ContentMask(rules, detector(new Asked(entities, regions)), keys);
    }

    /** Masks a stream of bytes, for one direction of one channel. */
    public StreamMask streamMask(List<ContentRule> rules, List<LiteralSecret> secrets) {
        return new StreamMask(contentMask(rules), !rules.isEmpty(), automaton(List.copyOf(secrets)));
    }

    private SecretAutomaton automaton(List<LiteralSecret> secrets) {
        if (automata.size() > MOST_SETS) {
            automata.clear();
        }
        return automata.computeIfAbsent(secrets, SecretAutomaton::new);
    }

    private Detector detector(Asked asked) {
        if (detectors.size() > MOST_DETECTORS) {
            detectors.clear();
        }
        return detectors.computeIfAbsent(asked, wanted -> new Detector(wanted.entities(), numbers, wanted.regions()));
    }

    MaskKeys keys() {
        return keys;
    }
}
