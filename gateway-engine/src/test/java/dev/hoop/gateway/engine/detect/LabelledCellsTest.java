package dev.hoop.gateway.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.hoop.gateway.engine.detect.LabelledCells.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How well detection does on labelled cells. {@code -Dhoop.random.seed=…} looks at others; {@code -Dhoop.write-documents=true} writes the
 * table into {@code docs/detection.md}.
 */
class LabelledCellsTest {
    private static final Path PAGE = Path.of("..", "docs", "detection.md");
    private static final String BEGIN = "<!-- measured -->\n";
    private static final String END = "<!-- end -->\n";
    private static final int EACH = 200;
    private static final Set<Entity> ASKED = EnumSet.of(
            Entity.CARD_NUMBER,
            Entity.IBAN,
            Entity.US_SSN,
            Entity.EMAIL,
            Entity.PHONE,
            Entity.IP_ADDRESS,
            Entity.JWT,
            Entity.API_KEY,
            Entity.PRIVATE_KEY,
            Entity.UK_NHS,
            Entity.PL_PESEL,
            Entity.BR_CPF,
            Entity.ES_NIF,
            Entity.UK_NINO,
            Entity.IN_AADHAAR);

    private final Map<Entity, Score> scores = new TreeMap<>();
    private int positives;
    private int leaks;
    private int negatives;
    private int damaged;

    private static final class Score {
        int found;
        int wrong;
        int missed;

        double precision() {
            return found / Math.max(1.0, found + wrong);
        }

        double recall() {
            return found / Math.max(1.0, found + missed);
        }

        double f1() {
            return 2 * precision() * recall() / Math.max(1e-9, precision() + recall());
        }
    }

    private static boolean assignable(String number, String region) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        try {
            return plans.isValidNumber(plans.parse(number, region.isEmpty() ? "ZZ" : region));
        } catch (NumberParseException e) {
            return false;
        }
    }

    @Test
    void findsWhatIsThereAndLittleElse() throws IOException {
        Detector detector = new Detector(ASKED, LabelledCellsTest::assignable, Set.of());
        for (Cell cell : new LabelledCells(Long.getLong("hoop.random.seed", 20261121L)).cells(EACH)) {
            score(cell, detector.find(cell.text(), Detector.hints(List.of(cell.column()))));
        }

        assertThat(scores.keySet()).isEqualTo(ASKED);
        scores.forEach(
                (entity, score) -> assertThat(score.f1()).as("F1 of %s", entity).isGreaterThanOrEqualTo(0.97));
        assertThat(leaks).as("entities of which something stays").isLessThanOrEqualTo(positives / 200);
        assertThat(damaged).as("look-alikes that are changed").isLessThanOrEqualTo(negatives / 200);
        if (Boolean.getBoolean("hoop.write-documents")) {
            write();
        }
    }

    private void score(Cell cell, List<Finding> findings) {
        boolean entity = cell.start() >= 0;
        boolean covered = false;
        for (Finding finding : findings) {
            int shared = Math.min(finding.end(), cell.end()) - Math.max(finding.start(), cell.start());
            int whole = Math.max(finding.end(), cell.end()) - Math.min(finding.start(), cell.start());
            boolean right = entity && finding.entity().name().equals(cell.kind()) && shared >= 0.9 * whole;
            score(finding.entity()).found += right ? 1 : 0;
            score(finding.entity()).wrong += right ? 0 : 1;
            covered |= entity && finding.start() <= cell.start() && finding.end() >= cell.end();
            if (right) {
                score(finding.entity()).missed--;
            }
        }
        if (entity) {
            score(Entity.valueOf(cell.kind())).missed++;
            positives++;
            leaks += covered ? 0 : 1;
        } else {
            negatives++;
            damaged += findings.isEmpty() ? 0 : 1;
        }
    }

    private Score score(Entity entity) {
        return scores.computeIfAbsent(entity, key -> new Score());
    }

    private void write() throws IOException {
        StringBuilder table = new StringBuilder("| content | precision | recall | F1 |\n|---|---|---|---|\n");
        scores.forEach((entity, score) -> table.append(String.format(
                Locale.ROOT,
                "| `%s` | %.3f | %.3f | %.3f |%n",
                entity.policyName(),
                score.precision(),
                score.recall(),
                score.f1())));
        table.append(String.format(
                Locale.ROOT,
                "%n%d cells with an entity, %d of them not covered whole; %d look-alikes, %d of them changed.%n",
                positives,
                leaks,
                negatives,
                damaged));
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(PAGE, page.substring(0, from) + table + page.substring(page.indexOf(END)));
    }
}
