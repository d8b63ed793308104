package dev.hoop.gateway.suites;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
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
import jakarta.persistence.ParameterMode;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.StoredProcedureQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Blob;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Hibernate: schema, every sort of mapping, batches, LOBs, sequences and identities, locks, scrolling, procedures. Run with 6 and with 7. */
final class HibernateIT extends Suite {
    /** What a thing is for. */
    enum Use {
        WORK,
        PLAY
    }

    /** Has one attribute of every basic type. */
    @Entity
    @Table(name = "things")
    static class Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "things")
        @SequenceGenerator(name = "things", sequenceName = "thing_numbers", allocationSize = 10)
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
        UUID code;

        @Nullable
        LocalDate made;

        @Nullable
        LocalDateTime wall;

        @Nullable
        Instant moment;

        @Nullable
        OffsetDateTime elsewhere;

        Integer @Nullable [] numbers;

        byte @Nullable [] small;

        @ElementCollection
        Set<String> tags = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Owner owner;
    }

    /** Gets its key from the database. */
    @Entity
    @Table(name = "owners")
    static class Owner {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id = 0L;

        String name = "";
    }

    /** Holds large values. */
    @Entity
    @Table(name = "documents")
    static class Document {
        @Id
        int id;

        @Lob
        @Nullable
        Blob scan;

        @Lob
        @Nullable
        String words;
    }

    @Override
    boolean masks(Way.Product product) {
        return false;
    }

    @Override
    void prepare(Way own) throws Exception {
        if (own.is(Way.Product.POSTGRESQL)) {
            own.run("create procedure raise(inout a integer) language plpgsql as 'begin a := a + 1; end'");
        } else if (own.is(Way.Product.MARIADB)) {
            own.run("create procedure raise(inout a integer) set a = a + 1");
        }
    }

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        List<String> seen = new ArrayList<>();
        try (SessionFactory factory = factory(way, "create")) {
            seen.add(factory.unwrap(org.hibernate.engine.spi.SessionFactoryImplementor.class)
                    .getJdbcServices()
                    .getDialect()
                    .getClass()
                    .getSimpleName());
            store(factory, seen);
            query(factory, seen);
            locks(factory, seen);
            large(factory, seen);
            fails(factory, seen);
            procedures(factory, way, seen);
        }
        try (SessionFactory validated = factory(way, "validate");
                SessionFactory updated = factory(way, "update")) {
            seen.add("valid " + validated.isOpen() + " " + updated.isOpen());
        }
        try (SessionFactory again = factory(way, "create-drop")) {
            again.inTransaction(session -> seen.add("empty "
                    + session.createQuery("select count(*) from HibernateIT$Thing", Long.class)
                            .getSingleResult()));
        }
        return seen;
    }

    private static SessionFactory factory(Way way, String schema) {
        return new Configuration()
                .addAnnotatedClass(Thing.class)
                .addAnnotatedClass(Owner.class)
                .addAnnotatedClass(Document.class)
                .setProperty("hibernate.connection.url", way.url())
                .setProperty("hibernate.connection.username", way.user())
                .setProperty("hibernate.connection.password", way.password())
                .setProperty("hibernate.connection.pool_size", "3")
                .setProperty("hibernate.hbm2ddl.auto", schema)
                .setProperty("hibernate.jdbc.batch_size", "20")
                .setProperty("hibernate.order_inserts", "true")
                .setProperty("hibernate.jdbc.time_zone", "UTC")
                .buildSessionFactory();
    }

    private static void store(SessionFactory factory, List<String> seen) {
        factory.inTransaction(session -> {
            Owner owner = new Owner();
            owner.name = "Ada";
            session.persist(owner);
            for (int i = 0; i < 30; i++) {
                Thing thing = new Thing();
                thing.name = "thing " + i;
                thing.price = new BigDecimal("12.340").add(BigDecimal.valueOf(i));
                thing.purpose = i % 2 == 0 ? Use.WORK : Use.PLAY;
                thing.ready = i % 3 == 0;
                thing.weight = i / 4.0;
                thing.code = new UUID(7, i);
                thing.made = LocalDate.of(1582, 10, 4).plusDays(i);
                thing.wall = LocalDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000);
                thing.moment = Instant.parse("2024-07-02T03:04:05.5Z");
                thing.elsewhere = OffsetDateTime.parse("2024-07-02T03:04:05+05:30");
                thing.numbers = new Integer[] {i, -i};
                thing.small = new byte[] {(byte) i, -1};
                thing.tags = new HashSet<>(Set.of("a" + i, "b"));
                thing.owner = owner;
                session.persist(thing);
            }
        });
        factory.inTransaction(session -> {
            Thing thing = one(session, "thing 7");
            seen.add(thing.id + " " + thing.version + " " + thing.price + " " + thing.purpose + " " + thing.ready + " "
                    + thing.weight + " " + thing.code + " " + thing.made + " " + thing.wall + " " + thing.moment + " "
                    + (thing.elsewhere == null ? "" : thing.elsewhere.toInstant()) + " "
                    + Arrays.toString(thing.numbers)
                    + " " + Arrays.toString(thing.small) + " " + thing.tags.size() + " "
                    + (thing.owner == null ? "" : thing.owner.name));
            thing.numbers = null;
            thing.code = null;
            thing.elsewhere = null;
            thing.small = null;
        });
        factory.inTransaction(session -> seen.add("nulls " + (one(session, "thing 7").numbers == null)));
    }

    private static Thing one(Session session, String name) {
        return session.createQuery("from HibernateIT$Thing where name = :name", Thing.class)
                .setParameter("name", name)
                .getSingleResult();
    }

    private static void query(SessionFactory factory, List<String> seen) {
        factory.inTransaction(session -> {
            seen.add(""
                    + session.createQuery(
                                    "select t.name from HibernateIT$Thing t where t.price > :price and t.purpose = :use order by t.id",
                                    String.class)
                            .setParameter("price", new BigDecimal("30"))
                            .setParameter("use", Use.PLAY)
                            .setFirstResult(1)
                            .setMaxResults(3)
                            .list());
            seen.add(""
                    + session
                            .createQuery(
                                    "select count(t), avg(t.weight), max(t.made) from HibernateIT$Thing t join t.tags g where g = 'b'",
                                    Object[].class)
                            .list()
                            .stream()
                            .map(Arrays::toString)
                            .toList());
            try (ScrollableResults<Thing> rows = session.createQuery("from HibernateIT$Thing order by id", Thing.class)
                    .setFetchSize(7)
                    .scroll(ScrollMode.SCROLL_INSENSITIVE)) {
                rows.last();
                seen.add("last " + rows.get().name);
                rows.first();
                seen.add("first " + rows.get().name);
            }
            try (var rows = session.createQuery("from HibernateIT$Thing order by id", Thing.class).stream()) {
                seen.add("stream " + rows.filter(thing -> thing.ready).count());
            }
            seen.add("native "
                    + session.createNativeQuery("select name from things where id = :id", String.class)
                            .setParameter("id", 3)
                            .getSingleResult());
            seen.add("updated "
                    + session.createMutationQuery("update HibernateIT$Thing set weight = weight + 1 where ready = true")
                            .executeUpdate());
        });
    }

    private static void locks(SessionFactory factory, List<String> seen) {
        try (Session first = factory.openSession();
                Session second = factory.openSession()) {
            first.beginTransaction();
            second.beginTransaction();
            Thing here = first.find(Thing.class, 3L);
            Thing there = second.find(Thing.class, 3L);
            here.weight = 100;
            first.getTransaction().commit();
            there.weight = 200;
            try {
                second.getTransaction().commit();
            } catch (OptimisticLockException e) {
                seen.add("stale");
            }
        }
        factory.inTransaction(session -> {
            Thing locked = session.find(Thing.class, 5L, LockModeType.PESSIMISTIC_WRITE);
            locked.weight = 7;
            try (Session other = factory.openSession()) {
                other.beginTransaction();
                other.createQuery("from HibernateIT$Thing where id = 5", Thing.class)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .setHint("jakarta.persistence.lock.timeout", 0)
                        .getSingleResult();
            } catch (PersistenceException e) {
                seen.add("locked");
            }
        });
    }

    private static void large(SessionFactory factory, List<String> seen) {
        byte[] scan = new byte[3_000_000];
        Arrays.fill(scan, 1_000_000, 2_000_000, (byte) 7);
        factory.inTransaction(session -> {
            Document document = new Document();
            document.id = 1;
            document.scan = session.getLobHelper().createBlob(new ByteArrayInputStream(scan), scan.length);
            document.words = "größer ".repeat(200_000);
            session.persist(document);
        });
        factory.inTransaction(session -> {
            Document document = session.find(Document.class, 1);
            try (InputStream read =
                    java.util.Objects.requireNonNull(document.scan).getBinaryStream()) {
                seen.add("large " + Arrays.equals(read.readAllBytes(), scan));
            } catch (java.io.IOException | java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            seen.add("words " + java.util.Objects.requireNonNull(document.words).length());
            session.remove(document);
        });
    }

    private static void fails(SessionFactory factory, List<String> seen) {
        failing(factory, seen, session -> {
            Thing twice = new Thing();
            twice.name = "thing 1";
            session.persist(twice);
        });
        failing(factory, seen, session -> {
            session.createMutationQuery("update HibernateIT$Thing set name = null where id = 1")
                    .executeUpdate();
        });
        failing(factory, seen, session -> {
            session.createMutationQuery("delete from HibernateIT$Owner").executeUpdate();
        });
    }

    private static void failing(SessionFactory factory, List<String> seen, Consumer<Session> work) {
        try {
            factory.inTransaction(work);
            seen.add("ran");
        } catch (PersistenceException e) {
            Throwable cause = e;
            while (cause != null && !(cause instanceof ConstraintViolationException)) {
                cause = cause.getCause();
            }
            seen.add(
                    cause instanceof ConstraintViolationException violation
                            ? violation.getSQLState() + " " + (violation.getConstraintName() != null)
                            : e.getClass().getSimpleName());
        }
    }

    private static void procedures(SessionFactory factory, Way way, List<String> seen) {
        if (way.is(Way.Product.H2)) {
            return;
        }
        factory.inTransaction(session -> {
            StoredProcedureQuery call = session.createStoredProcedureQuery("raise")
                    .registerStoredProcedureParameter(1, Integer.class, ParameterMode.INOUT)
                    .setParameter(1, 41);
            call.execute();
            seen.add("raised " + call.getOutputParameterValue(1));
        });
    }
}
