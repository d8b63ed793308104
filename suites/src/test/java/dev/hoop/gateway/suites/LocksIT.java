package dev.hoop.gateway.suites;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;

/** What uses the database to agree on who does what: ShedLock's locks, db-scheduler's tasks. */
final class LocksIT extends Suite {
    private static final int TASKS = 20;

    @Override
    void prepare(Way own) throws Exception {
        String moment = own.is(Way.Product.MARIADB) ? "timestamp(6)" : "timestamp(6) with time zone";
        String bytes = own.is(Way.Product.POSTGRESQL) ? "bytea" : "blob";
        own.run(
                "create table shedlock (name varchar(64) not null primary key, lock_until timestamp(3) not null,"
                        + " locked_at timestamp(3) not null, locked_by varchar(255) not null)",
                "create table scheduled_tasks (task_name varchar(100) not null, task_instance varchar(100) not null, task_data "
                        + bytes + ", execution_time " + moment
                        + " not null, picked boolean not null, picked_by varchar(50), last_success "
                        + moment + " null, last_failure " + moment
                        + " null, consecutive_failures int, last_heartbeat " + moment
                        + " null, version bigint not null, priority smallint, primary key (task_name, task_instance))");
    }

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = way.pool()) {
            locks(pool, seen);
            tasks(way, pool, seen);
        }
        return seen;
    }

    private static void locks(HikariDataSource pool, List<String> seen) {
        LockProvider provider = new JdbcLockProvider(pool);
        Optional<SimpleLock> first = provider.lock(lock("job"));
        seen.add("first " + first.isPresent());
        seen.add("second " + provider.lock(lock("job")).isPresent());
        seen.add("longer "
                + first.flatMap(held -> held.extend(Duration.ofMinutes(10), Duration.ZERO))
                        .isPresent());
        seen.add("third " + provider.lock(lock("job")).isPresent());
        provider.lock(lock("other")).ifPresent(SimpleLock::unlock);
        seen.add("again " + provider.lock(lock("other")).isPresent());
    }

    /** Of ShedLock's own moment, which has whole milliseconds: with more of it, the lock ends up to one of them after it was let go. */
    private static LockConfiguration lock(String name) {
        return new LockConfiguration(ClockProvider.now(), name, Duration.ofMinutes(5), Duration.ZERO);
    }

    private static void tasks(Way way, HikariDataSource pool, List<String> seen) throws InterruptedException {
        ConcurrentSkipListSet<String> done = new ConcurrentSkipListSet<>();
        CountDownLatch left = new CountDownLatch(TASKS);
        OneTimeTask<String> greet = Tasks.oneTime("greet", String.class).execute((instance, context) -> {
            done.add(instance.getId() + " " + instance.getData());
            left.countDown();
        });
        SchedulerBuilder builder = Scheduler.create(pool, greet)
                .pollingInterval(Duration.ofMillis(100))
                .threads(3);
        if (way.is(Way.Product.POSTGRESQL)) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        Scheduler scheduler = builder.build();
        scheduler.start();
        try {
            for (int i = 0; i < TASKS; i++) {
                scheduler.schedule(greet.instance("no " + i, "Zürich " + i), Instant.now());
            }
            seen.add("all " + left.await(60, TimeUnit.SECONDS));
        } finally {
            scheduler.stop();
        }
        seen.addAll(done);
        seen.add("left " + scheduler.getScheduledExecutions().size());
    }
}
