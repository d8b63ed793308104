package dev.hoop.gateway.suites;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.RollbackException;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.persistenceunit.MutablePersistenceUnitInfo;

/** EclipseLink: schema, mappings, batches, sequences and tables of keys, locks, paging. */
final class EclipseLinkIT extends Suite {
    /** What a tool is for. */
    enum Use {
        WORK,
        PLAY
    }

    /** Of every basic type. */
    @Entity
    @Table(name = "tools")
    static class Tool {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tools")
        @SequenceGenerator(name = "tools", sequenceName = "tool_numbers", allocationSize = 10)
        Long id = 0L;

        @Version
        int version;

        @Column(nullable = false, unique = true, length = 60)
        String name = "";

        @Column(precision = 12, scale = 3)
        @Nullable
        BigDecimal price;

        @Enumerated(EnumType.STRING)
        @Nullable
        Use purpose;

        boolean ready;

        double weight;

        @Nullable
        LocalDate made;

        @Nullable
        LocalDateTime wall;

        byte @Nullable [] small;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Keeper keeper;
    }

    /** Gets its key from a table of keys. */
    @Entity
    @Table(name = "keepers")
    static class Keeper {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id = 0L;

        String name = "";

        @Lob
        @Nullable
        String story;

        @Lob
        byte @Nullable [] picture;
    }

    @Override
    boolean masks(Way.Product product) {
        return false;
    }

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = way.pool()) {
            EntityManagerFactory factory = factory(pool, scratch);
            seen.add(
                    factory.unwrap(ServerSession.class).getPlatform().getClass().getSimpleName());
            make(factory, seen);
            read(factory, seen);
            conflicts(factory, seen);
            factory.close();
        }
        return seen;
    }

    private static EntityManagerFactory factory(HikariDataSource pool, Path scratch) throws MalformedURLException {
        MutablePersistenceUnitInfo unit = new MutablePersistenceUnitInfo();
        unit.setPersistenceUnitName("tools");
        unit.setPersistenceUnitRootUrl(scratch.toUri().toURL());
        unit.setNonJtaDataSource(pool);
        unit.setExcludeUnlistedClasses(true);
        unit.addManagedClassName(Tool.class.getName());
        unit.addManagedClassName(Keeper.class.getName());
        return new PersistenceProvider()
                .createContainerEntityManagerFactory(
                        unit,
                        Map.of(
                                "eclipselink.ddl-generation", "create-tables",
                                "eclipselink.weaving", "false",
                                "eclipselink.jdbc.batch-writing", "JDBC",
                                "eclipselink.cache.shared.default", "false",
                                "eclipselink.logging.level", "OFF"));
    }

    private static void make(EntityManagerFactory factory, List<String> seen) {
        in(factory, manager -> {
            Keeper keeper = new Keeper();
            keeper.name = "Zoë";
            keeper.story = "long ".repeat(5_000);
            keeper.picture = new byte[] {1, 2, 3, -1};
            manager.persist(keeper);
            manager.flush();
            seen.add("keeper " + (keeper.id > 0));
            for (int i = 0; i < 25; i++) {
                Tool tool = new Tool();
                tool.name = "tool " + i;
                tool.price = new BigDecimal("12.345").multiply(BigDecimal.valueOf(i));
                tool.purpose = i % 2 == 0 ? Use.WORK : Use.PLAY;
                tool.ready = i % 3 == 0;
                tool.weight = i / 4.0;
                tool.made = LocalDate.of(2024, 2, 29);
                tool.wall = LocalDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000);
                tool.small = new byte[] {(byte) i, 0};
                tool.keeper = i % 5 == 0 ? null : keeper;
                manager.persist(tool);
            }
        });
    }

    private static void read(EntityManagerFactory factory, List<String> seen) {
        in(factory, manager -> {
            manager.createQuery("select t from EclipseLinkIT$Tool t order by t.name", Tool.class)
                    .setFirstResult(3)
                    .setMaxResults(7)
                    .getResultList()
                    .forEach(tool -> seen.add(told(tool)));
            seen.add(manager.createQuery(
                            "select t.purpose, count(t), sum(t.price), max(t.made) from EclipseLinkIT$Tool t"
                                    + " group by t.purpose order by t.purpose",
                            Object[].class)
                    .getResultStream()
                    .map(Arrays::toString)
                    .toList()
                    .toString());
            Tool locked = manager.createQuery("select t from EclipseLinkIT$Tool t where t.name = :name", Tool.class)
                    .setParameter("name", "tool 1")
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getSingleResult();
            locked.ready = true;
            seen.add("updated "
                    + manager.createQuery("update EclipseLinkIT$Tool t set t.weight = 9 where t.purpose = :purpose")
                            .setParameter("purpose", Use.PLAY)
                            .executeUpdate());
            seen.add("deleted "
                    + manager.createQuery("delete from EclipseLinkIT$Tool t where t.name = 'tool 24'")
                            .executeUpdate());
        });
    }

    private static String told(Tool tool) {
        String one = tool.name + " " + tool.price + " " + tool.purpose + " " + tool.ready + " " + tool.weight + " "
                + tool.made + " " + tool.wall + " " + Arrays.toString(tool.small);
        Keeper keeper = tool.keeper;
        return keeper == null
                ? one
                : one + " " + keeper.name + " " + Objects.toString(keeper.story).length() + " "
                        + Arrays.toString(keeper.picture);
    }

    private static void conflicts(EntityManagerFactory factory, List<String> seen) {
        try {
            in(factory, manager -> {
                Tool again = new Tool();
                again.name = "tool 2";
                manager.persist(again);
            });
            seen.add("twice");
        } catch (PersistenceException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException refused) {
                    seen.add(refused.getSQLState() + " " + refused.getErrorCode());
                }
            }
        }
        EntityManager one = factory.createEntityManager();
        try {
            Tool mine = third(one);
            in(factory, manager -> third(manager).weight = 77);
            one.getTransaction().begin();
            mine.weight = 78;
            one.getTransaction().commit();
            seen.add("lost");
        } catch (RollbackException e) {
            seen.add("overtaken " + (e.getCause() instanceof OptimisticLockException));
        } finally {
            one.close();
        }
    }

    private static Tool third(EntityManager manager) {
        return manager.createQuery("select t from EclipseLinkIT$Tool t where t.name = 'tool 3'", Tool.class)
                .getSingleResult();
    }

    private static void in(EntityManagerFactory factory, Consumer<EntityManager> work) {
        EntityManager manager = factory.createEntityManager();
        try {
            manager.getTransaction().begin();
            work.accept(manager);
            manager.getTransaction().commit();
        } finally {
            if (manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
            manager.close();
        }
    }
}
