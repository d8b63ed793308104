/** The client side of the remote protocol. */
module dev.hoop.gateway.remote {
    requires transitive dev.hoop.gateway.api;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports dev.hoop.gateway.remote;
    exports dev.hoop.gateway.remote.failure;
    exports dev.hoop.gateway.remote.token;
}
