package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import java.time.ZoneId;
import java.util.List;

/**
 * What a session wants its connection to be set to, and what a pooled connection is set to: the difference is what has to be sent.
 *
 * @param isolation a {@code TRANSACTION_} constant of {@link java.sql.Connection}
 * @param holdability a constant of {@link java.sql.ResultSet}; the rows of a link never outlive their statement
 * @param application what the application calls itself, or empty
 * @param readsOnly whether the database refuses writes outside transactions too; the gateway's own wish, unlike {@code readOnly}
 */
record LinkState(
        boolean autoCommit,
        boolean readOnly,
        int isolation,
        String catalog,
        String schema,
        int holdability,
        ZoneId zone,
        String application,
        boolean readsOnly) {
    private static final String APPLICATION = "ApplicationName=";

    LinkState with(StateSetting wanted) {
        String value = wanted.value();
        return switch (wanted.setting()) {
            case AUTO_COMMIT -> withAutoCommit(Boolean.parseBoolean(value));
            case READ_ONLY -> withReadOnly(Boolean.parseBoolean(value));
            case ISOLATION ->
                new LinkState(
                        autoCommit,
                        readOnly,
                        Integer.parseInt(value),
                        catalog,
                        schema,
                        holdability,
                        zone,
                        application,
                        readsOnly);
            case CATALOG -> withPlace(value, schema);
            case SCHEMA -> withPlace(catalog, value);
            case HOLDABILITY ->
                new LinkState(
                        autoCommit,
                        readOnly,
                        isolation,
                        catalog,
                        schema,
                        Integer.parseInt(value),
                        zone,
                        application,
                        readsOnly);
            // the other names mean something to one product or another, and to none of them what policy could judge
            case CLIENT_INFO ->
                value.startsWith(APPLICATION) ? withApplication(value.substring(APPLICATION.length())) : this;
            case TRANSACTION, TASK, SAVEPOINT -> this; // not the target's, or only ever told
        };
    }

    LinkState withAutoCommit(boolean on) {
        return on == autoCommit
                ? this
                : new LinkState(on, readOnly, isolation, catalog, schema, holdability, zone, application, readsOnly);
    }

    LinkState withReadOnly(boolean on) {
        return new LinkState(autoCommit, on, isolation, catalog, schema, holdability, zone, application, readsOnly);
    }

    LinkState withPlace(String newCatalog, String newSchema) {
        return new LinkState(
                autoCommit, readOnly, isolation, newCatalog, newSchema, holdability, zone, application, readsOnly);
    }

    LinkState withZone(ZoneId newZone) {
        return new LinkState(
                autoCommit, readOnly, isolation, catalog, schema, holdability, newZone, application, readsOnly);
    }

    LinkState withApplication(String name) {
        return new LinkState(autoCommit, readOnly, isolation, catalog, schema, holdability, zone, name, readsOnly);
    }

    LinkState withReadsOnly(boolean on) {
        return on == readsOnly
                ? this
                : new LinkState(autoCommit, readOnly, isolation, catalog, schema, holdability, zone, application, on);
    }

    List<StateSetting> told(String transaction) {
        return List.of(
                new StateSetting(SessionSetting.AUTO_COMMIT, Boolean.toString(autoCommit)),
                new StateSetting(SessionSetting.READ_ONLY, Boolean.toString(readOnly)),
                new StateSetting(SessionSetting.ISOLATION, Integer.toString(isolation)),
                new StateSetting(SessionSetting.CATALOG, catalog),
                new StateSetting(SessionSetting.SCHEMA, schema),
                new StateSetting(SessionSetting.HOLDABILITY, Integer.toString(holdability)),
                new StateSetting(SessionSetting.TRANSACTION, transaction));
    }
}
