package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private final Roster<String> roster = new Roster<>(2, 100);

    @BeforeEach
    void firstThread() {
        roster.enter();
    }

    @Test
    void quickTaskIsRunByTheThreadThatReadItWhichThenReadsOn() {
        assertThat(roster.begin("a", 0, 0)).isEqualTo(Roster.Start.RUN);
        assertThat(roster.next(1)).isInstanceOf(Roster.Turn.Read.class);
    }

    @Test
    void slowTaskIsRelievedOnceAndItsThreadGoesHomeAfterwards() {
        roster.begin("slow", 0, 0);

        assertThat(roster.relieve(10, 20)).isFalse();
        assertThat(roster.relieve(20, 20)).isTrue();
        assertThat(roster.relieve(99, 20)).as("one reader is enough").isFalse();
        assertThat(roster.next(100)).isInstanceOf(Roster.Turn.Leave.class);
        assertThat(roster.leave()).as("the reader is still there").isFalse();
        assertThat(roster.begin("next", 0, 101)).isEqualTo(Roster.Start.RUN);
        assertThat(roster.next(102)).isInstanceOf(Roster.Turn.Read.class);
    }

    @Test
    void taskReadMeanwhileWaitsAndIsRunByTheWorker() {
        roster.begin("slow", 0, 0);
        roster.relieve(20, 20);

        assertThat(roster.begin("second", 10, 21)).isEqualTo(Roster.Start.QUEUED);
        assertThat(roster.next(30)).isEqualTo(new Roster.Turn.Run<>("second"));
        assertThat(roster.next(31)).isInstanceOf(Roster.Turn.Leave.class);
    }

    @Test
    void neitherTooManyNorTooHeavyTasksWait() {
        roster.begin("slow", 0, 0);

        assertThat(roster.begin("heavy", 101, 1)).isEqualTo(Roster.Start.REFUSED);
        assertThat(roster.begin("a", 60, 1)).isEqualTo(Roster.Start.QUEUED);
        assertThat(roster.begin("b", 60, 1)).isEqualTo(Roster.Start.REFUSED);
        assertThat(roster.begin("c", 1, 1)).isEqualTo(Roster.Start.QUEUED);
        assertThat(roster.begin("d", 1, 1)).isEqualTo(Roster.Start.REFUSED);
        assertThat(roster.withdraw("a"::equals)).contains("a");
        assertThat(roster.begin("e", 60, 1)).as("room is given back").isEqualTo(Roster.Start.QUEUED);
    }

    @Test
    void loneTaskMayWeighAnything() {
        assertThat(roster.begin("huge", 1_000_000, 0)).isEqualTo(Roster.Start.RUN);
    }

    @Test
    void endedRosterTakesNothingAndDropsWhatWaits() {
        roster.begin("slow", 0, 0);
        roster.relieve(20, 20);
        roster.begin("waiting", 0, 21);

        assertThat(roster.end()).isTrue();
        assertThat(roster.end()).isFalse();
        assertThat(roster.begin("late", 0, 22)).isEqualTo(Roster.Start.REFUSED);
        assertThat(roster.next(23)).isInstanceOf(Roster.Turn.Leave.class);
        assertThat(roster.enter()).isFalse();
        assertThat(roster.leave()).isFalse();
        assertThat(roster.leave()).as("the last one cleans up").isTrue();
    }

    @Test
    void workerReadsAgainWhenNobodyCouldRelieveIt() {
        roster.begin("slow", 0, 0);
        roster.relieve(20, 20);

        roster.notRelieved();

        assertThat(roster.next(30)).isInstanceOf(Roster.Turn.Read.class);
        assertThat(roster.leave()).isTrue();
    }
}
