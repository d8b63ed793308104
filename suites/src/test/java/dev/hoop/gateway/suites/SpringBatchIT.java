package dev.hoop.gateway.suites;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParameters;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.StepExecution;
import org.springframework.batch.core.explore.JobExplorer;
import org.springframework.batch.core.explore.support.JobExplorerFactoryBean;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JobRepositoryFactoryBean;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.database.JdbcBatchItemWriter;
import org.springframework.batch.item.database.JdbcCursorItemReader;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Spring Batch with its repository in the database: a job that reads a cursor, fails in the middle, and goes on where it stopped. */
final class SpringBatchIT extends Suite {
    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = way.pool()) {
            new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/"
                            + switch (way.product()) {
                                case H2 -> "schema-h2.sql";
                                case POSTGRESQL -> "schema-postgresql.sql";
                                case MARIADB -> "schema-mariadb.sql";
                            }))
                    .execute(pool);
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            jdbc.execute("create table source (id int primary key)");
            jdbc.execute("create table copied (id int primary key, twice int)");
            jdbc.batchUpdate(
                    "insert into source values (?)",
                    java.util.stream.IntStream.range(0, 100)
                            .mapToObj(i -> new Object[] {i})
                            .toList());
            run(pool, jdbc, seen);
        }
        return seen;
    }

    private static void run(HikariDataSource pool, JdbcTemplate jdbc, List<String> seen) throws Exception {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
        JobRepository repository = repository(pool, transactions);
        AtomicBoolean fails = new AtomicBoolean(true);
        Step step = new StepBuilder("copy", repository)
                .<Integer, Integer>chunk(10, transactions)
                .reader(reader(pool))
                .processor(id -> {
                    if (id == 55 && fails.getAndSet(false)) {
                        throw new IllegalStateException("in the middle");
                    }
                    return id;
                })
                .writer(writer(pool))
                .build();
        Job job = new JobBuilder("copying", repository).start(step).build();
        TaskExecutorJobLauncher launcher = new TaskExecutorJobLauncher();
        launcher.setJobRepository(repository);
        launcher.afterPropertiesSet();
        JobParameters parameters = new JobParametersBuilder()
                .addString("run", "one")
                .addLong("n", 1L)
                .toJobParameters();
        for (int i = 0; i < 2; i++) {
            JobExecution execution = launcher.run(job, parameters);
            StepExecution copied = execution.getStepExecutions().iterator().next();
            seen.add(execution.getStatus() + " read " + copied.getReadCount() + " written " + copied.getWriteCount()
                    + " commits " + copied.getCommitCount());
            seen.add("rows " + jdbc.queryForObject("select count(*) from copied", Integer.class));
        }
        JobExplorerFactoryBean explorers = new JobExplorerFactoryBean();
        explorers.setDataSource(pool);
        explorers.setTransactionManager(transactions);
        explorers.afterPropertiesSet();
        JobExplorer explorer = Objects.requireNonNull(explorers.getObject());
        seen.add(explorer.getJobNames() + " " + explorer.getJobInstanceCount("copying"));
    }

    private static JobRepository repository(HikariDataSource pool, DataSourceTransactionManager transactions)
            throws Exception {
        JobRepositoryFactoryBean repositories = new JobRepositoryFactoryBean();
        repositories.setDataSource(pool);
        repositories.setTransactionManager(transactions);
        repositories.afterPropertiesSet();
        return Objects.requireNonNull(repositories.getObject());
    }

    private static JdbcCursorItemReader<Integer> reader(HikariDataSource pool) {
        return new JdbcCursorItemReaderBuilder<Integer>()
                .name("source")
                .dataSource(pool)
                .fetchSize(7)
                .verifyCursorPosition(false) // MariaDB's own driver does not count rows
                .sql("select id from source order by id")
                .rowMapper((row, number) -> row.getInt(1))
                .build();
    }

    private static JdbcBatchItemWriter<Integer> writer(HikariDataSource pool) {
        JdbcBatchItemWriter<Integer> writer = new JdbcBatchItemWriterBuilder<Integer>()
                .dataSource(pool)
                .sql("insert into copied values (?, ?)")
                .itemPreparedStatementSetter((id, insert) -> {
                    insert.setInt(1, id);
                    insert.setInt(2, 2 * id);
                })
                .build();
        writer.afterPropertiesSet();
        return writer;
    }
}
