package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import dev.hoop.gateway.server.ports.targets.TargetProfile;
import java.time.ZoneId;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Serves databases that have a JDBC driver here: PostgreSQL, MariaDB, MySQL and H2. Thread-safe. */
public final class JdbcConnector implements Connector {
    private final Credentials credentials;
    private final Executor readers;
    private final Consumer<TargetName> defined;
    private final Map<TargetName, JdbcTarget> targets = new ConcurrentHashMap<>();
    private final Queue<JdbcTarget> retired = new ConcurrentLinkedQueue<>();

    /** Of a gateway that is alone: as the other, and nobody is told. */
    public JdbcConnector(Credentials credentials, Executor readers) {
        this(credentials, readers, target -> {});
    }

    /**
     * @param readers threads that read rows ahead; one that is not to be had may run the work at once instead
     * @param defined told, before its session hears of it, that a target's definitions have changed
     */
    public JdbcConnector(Credentials credentials, Executor readers, Consumer<TargetName> defined) {
        this.credentials = credentials;
        this.readers = readers;
        this.defined = defined;
    }

    /** Another gateway has changed what a target defines. */
    public void definedElsewhere(String target) {
        targets.forEach((name, known) -> {
            if (name.value().equals(target)) {
                known.forgetCatalogue();
            }
        });
    }

    @Override
    public TargetProfile profile(Target target) {
        return serving(target).profile();
    }

    @Override
    public Catalogue catalogue(Target target) {
        return serving(target).catalogue();
    }

    @Override
    public Catalogue catalogueNow(Target target) {
        return serving(target).catalogueNow();
    }

    @Override
    public void forget(Target target) {
        serving(target).forgetCatalogue();
    }

    @Override
    public TargetLink open(Target target, ZoneId zone) {
        return new JdbcLink(serving(target), zone);
    }

    @Override
    public void probe(Target target) {
        serving(target).probe();
    }

    /** How many connections to the target are in use: for metrics, and for tests that nothing is left behind. */
    public int activeConnections(Target target) {
        return serving(target).activeConnections();
    }

    /** A target that was registered anew under its name gets a new pool; the old one goes when its sessions are done. */
    private JdbcTarget serving(Target target) {
        JdbcTarget known = targets.get(target.name());
        if (known != null && known.serves(target)) {
            return known;
        }
        sweep();
        return targets.compute(target.name(), (name, old) -> {
            if (old != null && old.serves(target)) {
                return old;
            }
            JdbcTarget fresh = new JdbcTarget(target, credentials, readers, defined);
            if (old != null) {
                old.retire();
                retired.add(old);
            }
            return fresh;
        });
    }

    private void sweep() {
        retired.removeIf(old -> {
            boolean unused = old.activeConnections() == 0;
            if (unused) {
                old.close();
            }
            return unused;
        });
    }

    @Override
    public void close() {
        targets.values().forEach(JdbcTarget::close);
        retired.forEach(JdbcTarget::close);
        retired.clear();
        targets.clear();
    }
}
