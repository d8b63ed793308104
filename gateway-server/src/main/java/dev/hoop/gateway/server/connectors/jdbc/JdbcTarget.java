package dev.hoop.gateway.server.connectors.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.TargetFacts;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.UnmodelledSettingException;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.ports.targets.TargetProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One target: its pool, its profile and its catalogue. The profile and the catalogue are read over connections of their own, so that they
 * can be had while every pooled connection is pinned by a session that waits for them. Thread-safe.
 */
final class JdbcTarget implements AutoCloseable {
    /** The profile holds while the gateway has the target, except that a server may have been replaced behind its address. */
    private static final Duration PROFILE_AGE = Duration.ofMinutes(10);

    /** At most so often is the catalogue read for names that are not known. */
    private static final Duration READINGS_APART = Duration.ofMillis(250);

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final int PROBE_SECONDS = 5;

    private final Target target;
    private final Executor readers;
    private final Consumer<TargetName> defined;
    private final TargetOptions options;
    private final Product product;
    private final PhysicalConnections connections;
    private final ConnectionPool pool;
    private final Remembered<Known> known;
    private final Remembered<Catalogue> catalogue;
    private final PlannedBy plannedBy = new PlannedBy();
    private final KeptNames keptNames;
    private final KnownSizes sizes = new KnownSizes();

    /** By the facts themselves, not by what equals them: they are remembered too, and comparing texts costs more than looking. */
    private final Cache<StatementFacts, Imprint> imprints =
            Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

    private final Cache<StatementFacts, Moved> moved =
            Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

    private final Cache<StatementFacts, List<Moved.Name>> namesOf =
            Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

    private final MovingNames names = new MovingNames();

    private final AtomicLong definitionsChanged = new AtomicLong();

    /** What was read last, so that a change which somebody made past the gateway is noticed. */
    private final AtomicReference<@Nullable Catalogue> lastRead = new AtomicReference<>();

    /** What is known of a target from one connection to it. */
    private record Known(TargetProfile profile, Fittings fittings) {}

    JdbcTarget(Target target, Credentials credentials, Executor readers, Consumer<TargetName> defined) {
        this.target = target;
        this.readers = readers;
        this.defined = defined;
        this.options = TargetOptions.of(target);
        this.product = product(target);
        this.keptNames = new KeptNames(product);
        this.connections = new PhysicalConnections(target, product, credentials, options.connectTimeout());
        this.pool = new ConnectionPool(target.name(), options, connections);
        this.known = new Remembered<>(this::readKnown, PROFILE_AGE, MAX_WAIT, System::nanoTime);
        this.catalogue = new Remembered<>(this::readCatalogue, options.catalogueAge(), MAX_WAIT, System::nanoTime);
    }

    private static Product product(Target target) {
        Product product = Product.of(target.url())
                .orElseThrow(() -> invalid(
                        target,
                        "its URL is for no database that is supported; it begins with jdbc:postgresql:,"
                                + " jdbc:mariadb:, jdbc:mysql: or jdbc:h2:"));
        product.objection(target.url()).ifPresent(objection -> {
            throw invalid(target, objection);
        });
        return product;
    }

    private static GatewayException invalid(Target target, String problem) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "target '%s': %s".formatted(target.name(), problem));
    }

    boolean serves(Target other) {
        return target.equals(other);
    }

    Target target() {
        return target;
    }

    TargetOptions options() {
        return options;
    }

    Product product() {
        return product;
    }

    TargetProfile profile() {
        return known.get().profile();
    }

    /** What a connection is set to before any session. */
    LinkState usual() {
        return known.get().fittings().usual();
    }

    /** What a statement leaves on its connection. */
    Imprint imprint(StatementFacts facts) {
        return imprints.get(facts, Imprint::of);
    }

    /** Which names a statement moves. */
    Moved moved(StatementFacts facts) {
        return moved.get(facts, Moved::by);
    }

    /** On which names it rests. */
    List<Moved.Name> namesOf(StatementFacts facts) {
        return namesOf.get(facts, Moved::names);
    }

    Executor readers() {
        return readers;
    }

    KnownSizes sizes() {
        return sizes;
    }

    MovingNames names() {
        return names;
    }

    Catalogue catalogue() {
        return catalogue.get();
    }

    Catalogue catalogueNow() {
        return catalogue.getNow(READINGS_APART);
    }

    /** A session has changed definitions that others see. */
    void hasDefined() {
        forgetCatalogue();
        defined.accept(target.name());
    }

    void forgetCatalogue() {
        definitionsChanged.incrementAndGet();
        catalogue.forget();
    }

    /** Another number whenever definitions may have changed. */
    long definitionsVersion() {
        return definitionsChanged.get();
    }

    /** @param schema where names will be looked up first */
    Lease take(String schema) {
        Fittings fittings = known.get().fittings();
        while (true) {
            long definitions = definitionsVersion();
            Connection pooled = pool.take();
            try {
                if (keptNames.hold(pooled.unwrap(Connection.class), definitions, schema)) {
                    return new Lease(pool, product, pooled, fittings, plannedBy, definitions);
                }
            } catch (SQLException e) {
                pool.discard(pooled);
                throw Failures.unavailable(target.name(), e);
            }
            pool.discard(pooled);
        }
    }

    int activeConnections() {
        return pool.active();
    }

    private Known readKnown() {
        try (Connection connection = connect()) {
            SessionSettings settings = product.settings(connection);
            LexicalSettings.reported(settings.dialect(), settings.lexical());
            TargetProfile profile =
                    new TargetProfile(settings, TargetFacts.of(DriverFacts.of(connection.getMetaData(), target.url())));
            return new Known(profile, new Fittings(usual(connection)));
        } catch (UnmodelledSettingException e) {
            throw invalid(target, Objects.requireNonNullElse(e.getMessage(), "a setting is not understood"));
        } catch (SQLException e) {
            throw Failures.unavailable(target.name(), e);
        }
    }

    private static LinkState usual(Connection connection) throws SQLException {
        return new LinkState(
                true,
                false,
                connection.getTransactionIsolation(),
                text(connection.getCatalog()),
                text(connection.getSchema()),
                connection.getHoldability(),
                ZoneId.systemDefault(),
                "",
                false);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private Catalogue readCatalogue() {
        try (Connection connection = connect()) {
            Catalogue read = product.catalogue(connection);
            Catalogue before = lastRead.get();
            if (before != null && read.isLike(before)) {
                return before; // and all that is remembered of statements read by it
            }
            lastRead.set(read);
            if (before != null && !read.namesWhat(before)) {
                definitionsChanged.incrementAndGet();
            }
            return read;
        } catch (SQLException e) {
            throw Failures.unavailable(target.name(), e);
        }
    }

    /** A connection of its own, past the pool: whoever looks takes nobody's. */
    void probe() {
        try (Connection connection = connect()) {
            if (!connection.isValid(PROBE_SECONDS)) {
                throw Failures.unavailable(
                        target.name(), new SQLException("it does not answer within " + PROBE_SECONDS + " s", "08006"));
            }
        } catch (SQLException e) {
            throw Failures.unavailable(target.name(), e);
        }
    }

    private Connection connect() throws SQLException {
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            GatewayException complaint = PhysicalConnections.complaint(e);
            throw complaint == null ? Failures.unavailable(target.name(), e) : complaint;
        }
    }

    /** Lets go of the target: sessions that have a connection keep it until they are done. */
    void retire() {
        pool.retire();
    }

    @Override
    public void close() {
        pool.close();
    }
}
