package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.connectors.jdbc.products.Product.Access;
import dev.hoop.gateway.server.connectors.jdbc.products.TransactionState;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pooled connection while one link has it. Settings are sent only where they differ from what the connection is set to already, so a
 * connection that serves one kind of session costs nothing to take; whoever takes it next fits it again. Used by one thread at a time.
 */
final class Lease {
    private final ConnectionPool pool;
    private final Product product;
    private final Connection pooled;
    private final Connection raw;
    private final Fittings fittings;
    private final PlannedBy plannedBy;
    private LinkState fitted;
    private long planned;
    private boolean fit;
    private boolean moved;
    private boolean over;

    /** @param definitions the version of the target's definitions as of now */
    Lease(
            ConnectionPool pool,
            Product product,
            Connection pooled,
            Fittings fittings,
            PlannedBy plannedBy,
            long definitions)
            throws SQLException {
        this.pool = pool;
        this.product = product;
        this.pooled = pooled;
        this.raw = pooled.unwrap(Connection.class);
        this.fittings = fittings;
        this.plannedBy = plannedBy;
        this.fitted = fittings.of(raw);
        this.planned = plannedBy.version(raw, definitions);
    }

    /** The driver's own connection: the pool's wrapper would judge errors that are none of its business. */
    Connection connection() {
        return raw;
    }

    /** Sends what differs. Autocommit goes last, so that nothing before it opens a transaction. */
    void fit(LinkState wanted) throws SQLException {
        send(wanted);
        fit = true;
    }

    private void send(LinkState wanted) throws SQLException {
        if (fitted.equals(wanted)) {
            return;
        }
        if (wanted.autoCommit() && !fitted.autoCommit()) {
            autoCommit(true);
        }
        if (!fitted.zone().equals(wanted.zone())) {
            product.zone(raw, wanted.zone());
        }
        if (fitted.isolation() != wanted.isolation()) {
            raw.setTransactionIsolation(wanted.isolation());
        }
        if (fitted.readOnly() != wanted.readOnly()) {
            product.readOnly(raw, wanted.readOnly() ? Access.READ_ONLY : Access.READ_WRITE);
        }
        if (fitted.readsOnly() != wanted.readsOnly()) {
            product.readsOnly(raw, wanted.readsOnly() ? Access.READ_ONLY : Access.READ_WRITE);
        }
        if (!fitted.catalog().equals(wanted.catalog())) {
            raw.setCatalog(wanted.catalog());
        }
        if (!fitted.schema().equals(wanted.schema())) {
            product.schema(raw, wanted.schema(), fittings.usual().schema());
            moved |= fit;
        }
        String application = application(wanted.application());
        remember(wanted.withAutoCommit(fitted.autoCommit()).withApplication(application));
        if (!wanted.autoCommit() && fitted.autoCommit()) {
            autoCommit(false);
        }
    }

    /** Whether what the connection has prepared is of that version of the definitions. */
    boolean hasPlannedBy(long definitions) {
        return planned == definitions;
    }

    /** Makes the database look up anew the names in what the connection has prepared. */
    void planAnew(long definitions) throws SQLException {
        product.planAnew(raw);
        planned = definitions;
        plannedBy.remember(raw, definitions);
    }

    /** The name shown from now on. Inside a transaction it would be undone with it, so there it waits for the next time. */
    private String application(String name) throws SQLException {
        if (name.equals(fitted.application()) || !fitted.autoCommit()) {
            return fitted.application();
        }
        product.application(raw, name);
        return name;
    }

    void autoCommit(boolean on) throws SQLException {
        raw.setAutoCommit(on);
        remember(fitted.withAutoCommit(on));
    }

    /** What a statement of the session has set the connection to. */
    void remember(LinkState state) {
        fitted = state;
        fittings.remember(raw, state);
    }

    /** Gives the connection back; one that cannot be made clean leaves the pool. */
    void giveBack(Imprint imprint) {
        if (over) {
            return;
        }
        if (moved && product.keepsNames(raw)) {
            discard(); // they were found from one schema or another
            return;
        }
        try {
            if (raw.getAutoCommit() && product.transaction(raw) != TransactionState.IDLE) {
                autoCommit(false); // begun by a statement's text, of which the driver knows nothing
            }
            if (!raw.getAutoCommit()) {
                raw.rollback();
                autoCommit(true);
            }
            if (imprint == Imprint.LEFT) {
                if (product.clean(raw) == Product.Cleaning.DISCARD) {
                    discard();
                    return;
                }
                remember(fittings.usual());
            }
            raw.clearWarnings();
            over = true;
            pooled.close();
        } catch (SQLException e) {
            discard();
        }
    }

    /** Closes the connection for good. */
    void discard() {
        if (!over) {
            over = true;
            fittings.forget(raw);
            pool.discard(pooled);
            try {
                pooled.close();
            } catch (SQLException e) {
                // it is on its way out
            }
        }
    }
}
