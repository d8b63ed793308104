package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.trail.file.TrailFiles;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import dev.hoop.gateway.server.trail.file.verify.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log under many writers, and on disks that fill, fail and hang. */
final class TrailLogIT {
    private static final Outcome DONE = new Outcome(Effect.APPLIED, 0, "", 3, -1, Duration.ofMillis(4));
    private static final long SEED = 42;

    @TempDir
    private Path directory;

    private final FaultyDisk faults = new FaultyDisk();

    private TrailLog open() {
        return open(LogOptions.in(directory));
    }

    private TrailLog open(LogOptions options) {
        return TrailLog.open(options, faults.disk(), InstantSource.system());
    }

    private LogOptions impatient() {
        return new LogOptions(
                directory, directory.resolve("keys"), List.of(), Duration.ofMillis(300), LogOptions.SEGMENT_BYTES);
    }

    @Test
    void manyWritersShareOneChain() throws Exception {
        Map<Long, String> receipts = new ConcurrentSkipListMap<>();
        try (TrailLog log = open()) {
            together(64, writer -> {
                for (int i = 0; i < 50; i++) {
                    Durability durability = i % 2 == 0 ? Durability.STRICT : Durability.BOUNDED;
                    AuditReceipt receipt = intent(log, durability);
                    receipts.put(receipt.sequence(), receipt.decision().value());
                    log.appendLater(log.drafts().outcome(receipt, DONE));
                }
            });
        }

        assertThat(receipts).hasSize(64 * 50);
        assertThat(intents()).isEqualTo(receipts);
        assertThat(verify().problems()).isEmpty();
        assertThat(verify().openCount()).isZero();
    }

    @Test
    void segmentsAreClosedAndTheChainGoesOn() throws Exception {
        LogOptions small = new LogOptions(directory, directory.resolve("keys"), List.of(), LogOptions.DEADLINE, 4096);
        try (TrailLog log = open(small)) {
            for (int i = 0; i < 60; i++) {
                intent(log, Durability.BOUNDED);
            }
        }

        assertThat(Segments.list(directory)).hasSizeGreaterThan(5);
        assertThat(verify().problems()).isEmpty();
        assertThat(verify().signed()).isEqualTo(verify().records());
    }

    @Test
    void trailIsSoundAtEveryMomentWhileItIsWritten() throws Exception {
        LogOptions small = new LogOptions(directory, directory.resolve("keys"), List.of(), LogOptions.DEADLINE, 4096);
        try (TrailLog log = open(small)) {
            for (int i = 0; i < 60; i++) {
                intent(log, Durability.BOUNDED);
                assertThat(verify().problems()).isEmpty();
            }
        }
    }

    @Test
    void trailIsWrittenByOneGatewayOnly() {
        try (TrailLog log = open()) {
            assertThat(log.origin()).isNotEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("another gateway writes the trail");
        }
    }

    @Test
    void fullDiskRefusesStatementsAndTheLogGoesOnWhenThereIsRoom() throws Exception {
        try (TrailLog log = open()) {
            AuditReceipt running = intent(log, Durability.STRICT);
            faults.leaveRoom(100);

            assertThatThrownBy(() -> intent(log, Durability.STRICT))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining(directory.toString());
            log.appendLater(log.drafts().outcome(running, DONE));
            faults.giveRoom();

            assertThat(eventually(log).sequence()).isGreaterThan(running.sequence());
        }

        assertThat(TrailFiles.kinds(directory))
                .containsSubsequence("intent", "outcome")
                .contains("trail-failing", "trail-recovered");
        assertThat(verify().problems()).isEmpty();
        assertThat(verify().openCount()).isEqualTo(1); // the last intent, which this test never ended
    }

    @Test
    void diskThatFillsAnywhereLosesNothingThatWasPromised() throws Exception {
        Random random = new Random(SEED);
        Set<String> promised = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        try (TrailLog log = open()) {
            for (int round = 0; round < 30; round++) {
                faults.leaveRoom(random.nextInt(6000));
                for (int i = 0; i < 12; i++) {
                    Allowed allowed = Claims.allowed("SELECT " + i);
                    try {
                        log.append(log.drafts().intent(allowed), i % 2 == 0 ? Durability.STRICT : Durability.BOUNDED);
                        promised.add(allowed.claim().id().value());
                    } catch (AuditUnavailableException e) {
                        refused.add(allowed.claim().id().value());
                    }
                }
                faults.giveRoom();
                promised.add(eventually(log).decision().value());
            }
        }

        assertThat(refused).isNotEmpty();
        assertThat(intents().values()).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void recordOfAForceThatFailedIsFollowedByTheOutcomeThatItNeverRan() throws Exception {
        Allowed allowed = Claims.allowed("DELETE FROM customers");
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
            faults.failForce(true);

            assertThatThrownBy(() -> log.append(log.drafts().intent(allowed), Durability.STRICT))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("Input/output error");
            faults.failForce(false);
            eventually(log);
        }

        assertNeverRan(allowed);
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void hangingDiskIsANoWithinTheDeadlineAndLeavesNoIntentThatLooksRun() throws Exception {
        Allowed allowed = Claims.allowed("DELETE FROM customers");
        try (TrailLog log = open(impatient())) {
            intent(log, Durability.STRICT);
            faults.hang();

            assertThatThrownBy(() -> log.append(log.drafts().intent(allowed), Durability.STRICT))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("did not answer within");
            faults.goOn();
            eventually(log);
        }

        assertNeverRan(allowed);
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenIsDoneWithout() throws Exception {
        Allowed allowed = Claims.allowed("DELETE FROM customers");
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
            faults.failJournal();

            log.append(log.drafts().intent(allowed), Durability.STRICT);
            intent(log, Durability.STRICT);
        }

        assertThat(intents().values()).contains(allowed.claim().id().value()).hasSize(3);
        assertThat(TrailFiles.kinds(directory)).doesNotContain("trail-failing");
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void whereTheLogIsClosedNoJournalIsLeft() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
            assertThat(directory.resolve("journal")).exists();
        }

        assertThat(directory.resolve("journal")).doesNotExist();
    }

    /** Who found nobody writing writes itself, and waits for the disk as long as that takes; the others are told in time. */
    @Test
    void everyOneOfManyIsToldNoWhenTheDiskHangs() throws Exception {
        try (TrailLog log = open(impatient())) {
            faults.hang();
            List<String> answers = java.util.Collections.synchronizedList(new ArrayList<>());

            together(32, writer -> {
                try {
                    intent(log, Durability.BOUNDED);
                    answers.add("yes");
                } catch (AuditUnavailableException e) {
                    answers.add("no");
                }
                if (answers.size() == 31) {
                    faults.goOn();
                }
            });

            assertThat(answers).hasSize(32).containsOnly("no");
            eventually(log);
        }
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void recordsAreGatheredForTheDiskWhoeverWritesThem() throws Exception {
        try (TrailLog log = open()) {
            together(8, writer -> {
                for (int i = 0; i < 200; i++) {
                    intent(log, i % 2 == 0 ? Durability.BOUNDED : Durability.STRICT);
                }
            });
        }
        assertThat(TrailFiles.kinds(directory)).hasSize(1600).containsOnly("intent");
        assertThat(verify().problems()).isEmpty();
    }

    /** An interrupt in the midst of a write closes the file under every other writer. */
    @Test
    void interruptsOfCallersThatWriteLoseNothing() throws Exception {
        try (TrailLog log = open()) {
            together(4, writer -> {
                Thread self = Thread.currentThread();
                Thread nuisance = new Thread(() -> {
                    while (self.isAlive() && !Thread.interrupted()) {
                        self.interrupt();
                        Thread.onSpinWait();
                    }
                });
                nuisance.setDaemon(true);
                nuisance.start();
                for (int i = 0; i < 200; i++) {
                    intent(log, Durability.BOUNDED);
                }
                nuisance.interrupt();
            });
        }
        assertThat(TrailFiles.kinds(directory)).hasSize(800).containsOnly("intent");
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void interruptOfACallerNeitherLosesTheRecordNorTheInterrupt() throws Exception {
        try (TrailLog log = open()) {
            Thread.currentThread().interrupt();

            AuditReceipt receipt = intent(log, Durability.STRICT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(receipt.sequence()).isPositive();
            assertThat(intent(log, Durability.STRICT).sequence()).isGreaterThan(receipt.sequence());
        }
    }

    @Test
    void tornEndIsCutAwayKeptAndSaid() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }
        Path segment = Segments.list(directory).get(0);
        Files.writeString(segment, "{\"v\":1,\"seq\":3,\"at\":\"20", UTF_8, StandardOpenOption.APPEND);

        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }

        assertThat(TrailFiles.kinds(directory)).containsExactly("intent", "trail-cut", "intent");
        assertThat(verify().problems()).isEmpty();
        assertThat(verify().cuts()).isEqualTo(1);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("torn-"));
        }
    }

    @Test
    void segmentWhoseHeadWasTornIsBegunAgain() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }
        Files.writeString(Segments.file(directory, 3), "{\"v\":1,\"se", UTF_8);

        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }

        assertThat(TrailFiles.kinds(directory)).containsExactly("intent", "trail-cut", "intent");
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void trailThatLacksWhatWasSignedIsNotGoneOnWith() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }
        Path segment = Segments.list(directory).get(0);
        List<String> lines = Files.readAllLines(segment, UTF_8);
        Files.writeString(segment, lines.get(0) + "\n", UTF_8);

        assertThatThrownBy(this::open)
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("not what its last checkpoint signed")
                .hasMessageContaining("hoop audit verify");
    }

    @Test
    void trailWithoutItsKeysIsNotGoneOnWith() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }
        Files.delete(TrailKeys.publicKey(directory));

        assertThatThrownBy(this::open)
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("its keys are not in");
    }

    @Test
    void checkpointsAreKeptElsewhereToo() throws Exception {
        Path witness = directory.resolve("witness");
        LogOptions options = new LogOptions(
                directory.resolve("log"),
                directory.resolve("keys"),
                List.of(witness),
                LogOptions.DEADLINE,
                LogOptions.SEGMENT_BYTES);
        try (TrailLog log = open(options)) {
            intent(log, Durability.STRICT);
        }

        CheckpointKey key = CheckpointKey.parse(Files.readString(directory.resolve("keys/checkpoint.pub"), UTF_8));
        for (Path file : Segments.listCheckpoints(options.directory())) {
            Files.delete(file);
        }
        assertThat(TrailVerifier.verify(options.directory(), key, List.of(witness))
                        .problems())
                .isEmpty();
        assertThat(TrailVerifier.verify(options.directory(), key, List.of()).problems())
                .isNotEmpty();
    }

    @Test
    void filesAreForTheirOwnerAlone() throws Exception {
        try (TrailLog log = open()) {
            intent(log, Durability.STRICT);
        }

        for (Path file : List.of(
                Segments.list(directory).get(0),
                directory.resolve("keys/checkpoint.key"),
                directory.resolve("keys/parameters.key"))) {
            assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    private void assertNeverRan(Allowed allowed) {
        List<TrailLine> records = TrailFiles.records(directory);
        String decision = allowed.claim().id().value();
        List<TrailLine> about = records.stream()
                .filter(record -> record.field("decision").equals(decision))
                .toList();
        if (about.isEmpty()) {
            return; // given up before it was written: better still
        }
        assertThat(about).extracting(TrailLine::kind).containsExactly("intent", "outcome");
        assertThat(about.get(1).field("effect")).isEqualTo("NOT_SENT");
    }

    private static AuditReceipt intent(TrailLog log, Durability durability) {
        Allowed allowed = Claims.allowed("SELECT name FROM customers");
        DecisionId decision = allowed.claim().id();
        return new AuditReceipt(decision, log.append(log.drafts().intent(allowed), durability));
    }

    /** The first intent that is taken again. */
    private static AuditReceipt eventually(TrailLog log) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return intent(log, Durability.STRICT);
            } catch (AuditUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private Map<Long, String> intents() {
        return TrailFiles.records(directory).stream()
                .filter(record -> record.kind().equals("intent"))
                .collect(Collectors.toMap(
                        TrailLine::sequence,
                        record -> record.field("decision"),
                        (a, b) -> a,
                        ConcurrentSkipListMap::new));
    }

    private VerifyReport verify() throws Exception {
        return TrailVerifier.verify(
                directory, CheckpointKey.parse(Files.readString(TrailKeys.publicKey(directory), UTF_8)), List.of());
    }

    private interface Work {
        void run(int writer);
    }

    private static void together(int writers, Work work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < writers; i++) {
            int writer = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.run(writer);
                } catch (InterruptedException | RuntimeException | Error e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (@Var Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(2));
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
    }
}
