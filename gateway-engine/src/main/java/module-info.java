/** Pure analysis, policy and masking. */
module dev.hoop.gateway.engine {
    requires transitive dev.hoop.gateway.api;
    requires java.sql; // the constants of Types and ResultSetMetaData, nothing that connects
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports dev.hoop.gateway.engine;
    exports dev.hoop.gateway.engine.command;
    exports dev.hoop.gateway.engine.detect;
    exports dev.hoop.gateway.engine.masking;
    exports dev.hoop.gateway.engine.policy;
    exports dev.hoop.gateway.engine.policy.building;
    exports dev.hoop.gateway.engine.policy.document;
    exports dev.hoop.gateway.engine.policy.rules;
    exports dev.hoop.gateway.engine.policy.schedule;
    exports dev.hoop.gateway.engine.shell;
    exports dev.hoop.gateway.engine.sql;
    exports dev.hoop.gateway.engine.sql.token;
}
