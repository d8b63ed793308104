/** The public words of the gateway and its remote protocol. */
module dev.hoop.gateway.api {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
}
