/** The public words of the gateway and its remote protocol. */
module dev.hoop.gateway.api {
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
    requires java.sql;

    exports dev.hoop.gateway.api;
    exports dev.hoop.gateway.api.approval;
    exports dev.hoop.gateway.api.transport;
    exports dev.hoop.gateway.api.value;
    exports dev.hoop.gateway.api.wire;
}
