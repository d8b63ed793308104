/** Pure analysis, policy and masking. */
@SuppressWarnings("requires-automatic") // JSqlParser has a stable automatic module name but no descriptor
module dev.hoop.gateway.engine {
    requires transitive dev.hoop.gateway.api;
    requires net.sf.jsqlparser;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
}
