package dev.hoop.gateway.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jooq.JooqAutoConfiguration;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Boot with Data JPA, switched by its URL alone. */
final class SpringDataIT extends Suite {
    /** What is stored. */
    @Entity
    @Table(name = "accounts")
    static class Account {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id = 0L;

        @Version
        int version;

        @Column(nullable = false, unique = true)
        String name = "";

        long cents;
    }

    /** How it is reached. */
    interface Accounts extends JpaRepository<Account, Long> {
        List<Account> findByNameStartingWithOrderByCentsDesc(String start);

        Page<Account> findByCentsGreaterThan(long least, PageRequest page);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        Optional<Account> findWithLockByName(String name);

        @Modifying
        @Transactional
        @Query("update SpringDataIT$Account a set a.cents = a.cents + :more where a.cents < :limit")
        int raise(long more, long limit);

        boolean existsByName(String name);

        long deleteByName(String name);
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableJpaRepositories(considerNestedRepositories = true, basePackageClasses = SpringDataIT.class)
    @org.springframework.boot.autoconfigure.domain.EntityScan(basePackageClasses = SpringDataIT.class)
    @EnableAutoConfiguration(
            exclude = {
                FlywayAutoConfiguration.class,
                LiquibaseAutoConfiguration.class,
                QuartzAutoConfiguration.class,
                BatchAutoConfiguration.class,
                JooqAutoConfiguration.class
            })
    static class Application {}

    private static ConfigurableApplicationContext start(String url, String user, String password) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.datasource.hikari.minimum-idle=1",
                        "spring.jpa.hibernate.ddl-auto=create")
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + user,
                        "--spring.datasource.password=" + password);
    }

    @Override
    List<String> program(Way way, Path scratch) {
        List<String> seen = new ArrayList<>();
        try (ConfigurableApplicationContext application = start(way.url(), way.user(), way.password())) {
            Accounts accounts = application.getBean(Accounts.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
            for (int i = 0; i < 25; i++) {
                accounts.save(account("account " + i, 100L * i));
            }
            seen.add("found "
                    + accounts.findByNameStartingWithOrderByCentsDesc("account 1")
                            .get(0)
                            .name);
            Page<Account> page = accounts.findByCentsGreaterThan(
                    500, PageRequest.of(1, 7, Sort.by("name").descending()));
            seen.add("page " + page.getTotalElements() + " "
                    + page.map(account -> account.name).getContent());
            seen.add("raised " + accounts.raise(7, 1000));
            transaction.executeWithoutResult(status -> {
                Account locked = accounts.findWithLockByName("account 3").orElseThrow();
                locked.cents = 1;
            });
            seen.add("cents " + accounts.findById(4L).orElseThrow().cents);
            Account stale = accounts.findById(4L).orElseThrow();
            transaction.executeWithoutResult(status -> accounts.findById(4L).orElseThrow().cents = 2);
            stale.cents = 3;
            try {
                accounts.save(stale);
            } catch (OptimisticLockingFailureException e) {
                seen.add("stale");
            }
            try {
                accounts.saveAndFlush(account("account 1", 0));
            } catch (DataIntegrityViolationException e) {
                seen.add(e.getClass().getSimpleName());
            }
            seen.add("deleted " + transaction.execute(status -> accounts.deleteByName("account 9")) + " "
                    + accounts.existsByName("account 9") + " " + accounts.count());
        }
        return seen;
    }

    private static Account account(String name, long cents) {
        Account account = new Account();
        account.name = name;
        account.cents = cents;
        return account;
    }

    @Test
    void savingCostsTwoRoundTrips() throws Exception {
        try (Gateway gateway = gateway(Databases.fresh(Way.Product.POSTGRESQL));
                CountingLine line = new CountingLine(gateway.port());
                ConfigurableApplicationContext application = start(
                        gateway.url("shop").replace(":" + gateway.port() + "/", ":" + line.port() + "/"),
                        "sue",
                        gateway.issueToken("sue", "staff"))) {
            Accounts accounts = application.getBean(Accounts.class);
            accounts.save(account("first", 0));
            accounts.save(account("second", 0));
            line.takeRoundTrips();

            for (int i = 0; i < 5; i++) {
                accounts.save(account("account " + i, i));
                assertThat(line.takeRoundTrips()).isEqualTo(2);
            }
        }
    }
}
