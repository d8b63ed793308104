package dev.hoop.gateway.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with its store in the database, clustered: locks of rows, serialised job data, triggers that fire. */
final class QuartzIT extends Suite {
    private static final String LATCH = "latch";

    /** Counts its own runs in its data, which the store keeps. */
    @PersistJobDataAfterExecution
    @DisallowConcurrentExecution
    public static final class Counting implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            int runs = context.getJobDetail().getJobDataMap().getInt("runs");
            context.getJobDetail().getJobDataMap().put("runs", runs + 1);
            try {
                Object latch = context.getScheduler().getContext().get(LATCH);
                ((CountDownLatch) Objects.requireNonNull(latch)).countDown();
            } catch (SchedulerException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        way.run(tables(way));
        List<String> seen = new ArrayList<>();
        Scheduler scheduler = scheduler(way);
        try {
            CountDownLatch latch = new CountDownLatch(3);
            scheduler.getContext().put(LATCH, latch);
            JobDetail job = JobBuilder.newJob(Counting.class)
                    .withIdentity("counting", "suite")
                    .usingJobData("runs", 0)
                    .storeDurably()
                    .build();
            Trigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity("often", "suite")
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                            .withIntervalInMilliseconds(50)
                            .withRepeatCount(2))
                    .build();
            scheduler.scheduleJob(job, trigger);
            Trigger later = TriggerBuilder.newTrigger()
                    .withIdentity("later", "suite")
                    .forJob(job)
                    .startAt(java.util.Date.from(java.time.Instant.now().plusSeconds(3_600)))
                    .build();
            scheduler.scheduleJob(later);
            scheduler.start();
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
            scheduler.standby();
            awaitRuns(scheduler, seen);
            seen.add("triggers "
                    + scheduler.getTriggersOfJob(job.getKey()).stream()
                            .map(found -> found.getKey().getName())
                            .filter("later"::equals)
                            .toList());
            scheduler.pauseTrigger(later.getKey());
            seen.add("state " + scheduler.getTriggerState(later.getKey()));
            seen.add("deleted " + scheduler.deleteJob(job.getKey()));
        } finally {
            scheduler.shutdown(true);
        }
        return seen;
    }

    private static void awaitRuns(Scheduler scheduler, List<String> seen) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int runs = 0;
        while (runs < 3 && System.nanoTime() < deadline) {
            runs = scheduler
                    .getJobDetail(JobKey.jobKey("counting", "suite"))
                    .getJobDataMap()
                    .getInt("runs");
        }
        seen.add("runs " + runs);
    }

    private static Scheduler scheduler(Way way) throws SchedulerException {
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", "suite-" + System.nanoTime());
        properties.put("org.quartz.scheduler.instanceId", "AUTO");
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.put("org.quartz.threadPool.threadCount", "2");
        properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.put(
                "org.quartz.jobStore.driverDelegateClass",
                way.is(Way.Product.POSTGRESQL)
                        ? "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"
                        : "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        properties.put("org.quartz.jobStore.isClustered", "true");
        properties.put("org.quartz.jobStore.dataSource", "db");
        properties.put("org.quartz.dataSource.db.provider", "hikaricp");
        properties.put("org.quartz.dataSource.db.driver", way.driver());
        properties.put("org.quartz.dataSource.db.URL", way.url());
        properties.put("org.quartz.dataSource.db.user", way.user());
        properties.put("org.quartz.dataSource.db.password", way.password());
        properties.put("org.quartz.dataSource.db.maxConnections", "5");
        return new StdSchedulerFactory(properties).getScheduler();
    }

    private static String[] tables(Way way) throws Exception {
        String script = switch (way.product()) {
            case H2 -> "tables_h2.sql";
            case POSTGRESQL -> "tables_postgres.sql";
            case MARIADB -> "tables_mysql_innodb.sql";
        };
        try (InputStream in = Objects.requireNonNull(
                Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/" + script))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^\\s*(#|--).*$", "");
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .filter(statement -> !statement.toLowerCase(Locale.ROOT).startsWith("commit"))
                    .toArray(String[]::new);
        }
    }
}
