package dev.hoop.gateway.engine.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is on call, over changes of the clock and in gaps; every moment is an argument. */
final class OnCallTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES = List.of(
            BERLIN,
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"), // changes by half an hour
            ZoneId.of("Pacific/Apia"), // left out a whole day in 2011
            ZoneId.of("UTC"));
    private static final long SEED = Long.getLong("hoop.random.seed", 20_261_121L);

    private static OnCall turns(String start, Duration every, String... members) {
        return new OnCall(
                "dba",
                BERLIN,
                Optional.of(new Rotation(List.of(members), LocalDateTime.parse(start), every)),
                List.of(),
                List.of(),
                List.of());
    }

    private static Set<String> at(OnCall schedule, String moment) {
        return schedule.at(Instant.parse(moment));
    }

    @Test
    void membersTakeTurnsAndHandOverAtTheSameTimeOfDayWhenTheClockWasChanged() {
        OnCall weekly = turns("2026-03-23T09:00", Duration.ofDays(7), "sue", "tom");

        assertThat(at(weekly, "2026-03-23T07:59:59Z")).isEmpty();
        assertThat(at(weekly, "2026-03-23T08:00:00Z")).containsExactly("sue");
        assertThat(at(weekly, "2026-03-30T06:59:59Z")).containsExactly("sue"); // summer time since the day before
        assertThat(at(weekly, "2026-03-30T07:00:00Z")).containsExactly("tom");
    }

    @Test
    void handoverThatTheClockLeavesOutHappensWhenItIsPutOn() {
        OnCall daily = turns("2026-03-28T02:30", Duration.ofDays(1), "sue", "tom");

        assertThat(at(daily, "2026-03-29T00:59:59Z")).containsExactly("sue");
        assertThat(at(daily, "2026-03-29T01:00:00Z")).containsExactly("tom");
    }

    @Test
    void handoverThatTheClockShowsTwiceHappensOnce() {
        OnCall daily = turns("2026-10-24T02:30", Duration.ofDays(1), "sue", "tom");

        assertThat(at(daily, "2026-10-25T00:29:59Z")).containsExactly("sue");
        assertThat(at(daily, "2026-10-25T00:30:00Z")).containsExactly("tom");
        assertThat(at(daily, "2026-10-25T01:15:00Z")).containsExactly("tom"); // 02:15 again
        assertThat(at(daily, "2026-10-25T02:30:00Z")).containsExactly("tom");
    }

    @Test
    void overrideNamesAllWhoAreOnCall() {
        OnCall schedule = new OnCall(
                "dba",
                BERLIN,
                Optional.of(new Rotation(List.of("sue"), LocalDateTime.parse("2026-01-01T00:00"), Duration.ofDays(7))),
                List.of(),
                List.of(new StandIn(
                        List.of("bob"),
                        LocalDateTime.parse("2026-12-24T12:00"),
                        LocalDateTime.parse("2026-12-27T09:00"))),
                List.of());

        assertThat(at(schedule, "2026-12-24T10:59:59Z")).containsExactly("sue");
        assertThat(at(schedule, "2026-12-24T11:00:00Z")).containsExactly("bob");
        assertThat(at(schedule, "2026-12-27T08:00:00Z")).containsExactly("sue");
        assertThat(schedule.changesAfter(Instant.parse("2026-12-25T00:00:00Z")))
                .contains(Instant.parse("2026-12-27T08:00:00Z"));
    }

    @Test
    void nightShiftBelongsToTheDayOnWhichItBegins() {
        OnCall schedule = new OnCall(
                "dba",
                BERLIN,
                Optional.empty(),
                List.of(new Shift(
                        List.of("kim"), LocalTime.of(22, 0), LocalTime.of(6, 0), EnumSet.of(DayOfWeek.FRIDAY))),
                List.of(),
                List.of());

        assertThat(at(schedule, "2026-11-20T20:59:59Z")).isEmpty();
        assertThat(at(schedule, "2026-11-20T21:00:00Z")).containsExactly("kim");
        assertThat(at(schedule, "2026-11-21T04:59:59Z")).containsExactly("kim");
        assertThat(at(schedule, "2026-11-21T05:00:00Z")).isEmpty();
        assertThat(schedule.changesAfter(Instant.parse("2026-11-21T05:00:00Z")))
                .contains(Instant.parse("2026-11-27T21:00:00Z"));
    }

    @Test
    void scheduleOfOnePersonWhoAlwaysIsNeverChanges() {
        OnCall always = turns("2026-01-01T00:00", Duration.ofDays(7), "sue");

        assertThat(always.changesAfter(Instant.parse("2026-11-21T05:00:00Z"))).isEmpty();
    }

    @Test
    void turnsGoRoundWithoutGapOrStepBackWhateverTheClockDoes() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            LocalDateTime start = start(random);
            Rotation rotation =
                    new Rotation(List.of("a", "b", "c"), start, Duration.ofMinutes(60 + random.nextInt(3000)));
            Instant moment = WallClock.first(zone, start);
            String before = rotation.at(zone, moment).orElseThrow();
            assertThat(before)
                    .as("seed %d round %d: %s in %s", SEED, round, rotation, zone)
                    .isEqualTo("a");
            for (int step = 0; step < 400; step++) {
                Instant then = moment;
                moment = moment.plus(Duration.ofMinutes(10));
                String now = rotation.at(zone, moment).orElseThrow();
                boolean inTurn = before.equals(now) || "abca".contains(before + now);
                assertThat(inTurn
                                || isPutOn(zone, then, moment)) // the clock may leave out a shift, and its turn with it
                        .as(
                                "seed %d round %d: %s after %s at %s, %s in %s",
                                SEED, round, now, before, moment, rotation, zone)
                        .isTrue();
                before = now;
            }
        }
    }

    private static boolean isPutOn(ZoneId zone, Instant from, Instant to) {
        return zone.getRules().getOffset(to).getTotalSeconds()
                > zone.getRules().getOffset(from).getTotalSeconds();
    }

    @Test
    void whatIsSaidOfTheNextChangeIsWhatEveryMinuteShows() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            OnCall schedule = any(random);
            Instant moment = WallClock.first(schedule.zone(), start(random).plusHours(random.nextInt(200)));
            Optional<Instant> next = schedule.changesAfter(moment);
            Instant end = next.orElse(moment.plus(Duration.ofDays(5)));
            if (end.isAfter(moment.plus(Duration.ofDays(5)))) {
                end = moment.plus(Duration.ofDays(5));
            }
            Set<String> now = schedule.at(moment);
            for (Instant at = moment; at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
                assertThat(schedule.at(at))
                        .as("seed %d round %d: at %s since %s of %s", SEED, round, at, moment, schedule)
                        .isEqualTo(now);
            }
            next.ifPresent(change -> {
                assertThat(schedule.at(change))
                        .as("at %s of %s", change, schedule)
                        .isNotEqualTo(now);
                assertThat(schedule.at(change.minusMillis(1))).isEqualTo(now);
            });
        }
    }

    /** Within a week of a change of the clock. */
    private static LocalDateTime start(Random random) {
        List<LocalDate> changes = List.of(
                LocalDate.of(2026, 3, 29),
                LocalDate.of(2026, 10, 25),
                LocalDate.of(2026, 3, 8),
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2026, 4, 5),
                LocalDate.of(2011, 12, 30));
        return changes.get(random.nextInt(changes.size())).atStartOfDay().minusMinutes(random.nextInt(3 * 1440));
    }

    private static OnCall any(Random random) {
        LocalDateTime start = start(random);
        List<Shift> shifts = new ArrayList<>();
        for (int each = random.nextInt(3); each > 0; each--) {
            Set<DayOfWeek> days = EnumSet.of(
                    DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.SUNDAY);
            shifts.add(new Shift(
                    List.of("w" + each),
                    LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                    LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                    days));
        }
        List<StandIn> overrides = new ArrayList<>();
        for (int each = random.nextInt(3); each > 0; each--) {
            LocalDateTime from = start.plusHours(random.nextInt(100));
            overrides.add(new StandIn(List.of("o" + each), from, from.plusMinutes(15L * (1 + random.nextInt(100)))));
        }
        return new OnCall(
                "any",
                ZONES.get(random.nextInt(ZONES.size())),
                random.nextBoolean()
                        ? Optional.of(new Rotation(
                                List.of("a", "b", "a"), start, Duration.ofMinutes(60 + random.nextInt(2000))))
                        : Optional.empty(),
                shifts,
                overrides,
                List.of());
    }
}
