package dev.hoop.gateway.server.ports.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.policy.Allowed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link AuditTrail} must do, the fake too. */
public abstract class AuditTrailContract {
    private static final Outcome DONE = new Outcome(Effect.APPLIED, 0, "", 3, -1, Duration.ofMillis(4));

    private AuditTrail trail;

    protected abstract AuditTrail open();

    /** The kinds of all records of the trail, which is closed, in order; without what an implementation adds for itself. */
    protected abstract List<String> kinds(AuditTrail closed);

    @BeforeEach
    void openTrail() {
        trail = open();
    }

    @AfterEach
    void closeTrail() {
        trail.close();
    }

    @Test
    void receiptIsForTheDecisionThatWasRecorded() {
        Allowed allowed = Claims.allowed("SELECT 1");

        AuditReceipt receipt = trail.intent(allowed, Durability.STRICT);

        assertThat(receipt.decision()).isEqualTo(allowed.claim().id());
        assertThatCode(() -> allowed.permit(receipt)).doesNotThrowAnyException();
    }

    @Test
    void sequencesRise() {
        long first =
                trail.intent(Claims.allowed("SELECT 1"), Durability.BOUNDED).sequence();
        long second =
                trail.intent(Claims.allowed("SELECT 2"), Durability.STRICT).sequence();

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void everythingStandsInTheOrderInWhichItHappened() {
        trail.event(event("login"));
        AuditReceipt receipt = trail.intent(Claims.allowed("SELECT 1"), Durability.BOUNDED);
        trail.outcome(receipt, DONE);
        trail.refusal(Claims.claim("DROP TABLE t"), Claims.denied());
        trail.held(Claims.claim("UPDATE t SET a = 1"), Claims.held(), "r-1");
        trail.event(event("session-closed"));

        trail.close();

        assertThat(kinds(trail)).containsExactly("login", "intent", "outcome", "refusal", "held", "session-closed");
    }

    @Test
    void closedTrailRecordsNothingMoreButLetsThingsEnd() {
        AuditReceipt receipt = trail.intent(Claims.allowed("SELECT 1"), Durability.STRICT);
        trail.close();

        assertThatThrownBy(() -> trail.intent(Claims.allowed("SELECT 2"), Durability.BOUNDED))
                .isInstanceOf(AuditUnavailableException.class)
                .extracting(e -> ((AuditUnavailableException) e).code())
                .isEqualTo(ErrorCode.TRAIL_UNAVAILABLE);
        assertThatCode(() -> trail.outcome(receipt, DONE)).doesNotThrowAnyException();
        assertThatCode(() -> trail.event(event("session-revoked"))).doesNotThrowAnyException();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        trail.close();

        assertThatCode(trail::close).doesNotThrowAnyException();
    }

    @Test
    void recordingTakesWhatASessionDoes() {
        SessionRecording recording = trail.recording(Claims.opening(new SessionId("c0ffee")));
        Allowed allowed = Claims.allowed("SELECT 1");
        AuditReceipt receipt = trail.intent(allowed, Durability.BOUNDED);

        assertThatCode(() -> {
                    recording.judged(Claims.claim("DROP TABLE t"), Claims.denied());
                    recording.began(allowed, receipt, Durability.STRICT);
                    recording.ended(receipt, DONE);
                    recording.close();
                    recording.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void eventOutsideTheVocabularyCannotBeMade() {
        assertThatThrownBy(() -> event("lunch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lunch");
    }

    private static TrailEvent event(String kind) {
        return new TrailEvent(kind, Claims.NOON, "sue", "orders", "5e5510", Map.of("door", "remote"));
    }
}
