package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.TargetName;
import java.util.Map;

/**
 * A registered target. The URL is for connectors alone: it is never shown to a subject.
 *
 * @param type the connector that serves it: {@code jdbc}, {@code ssh}
 * @param credential where its credential is found: {@code env:NAME}, {@code file:path}; never the credential itself
 * @param options further settings of the connector, as written in the policy file
 */
public record Target(TargetName name, String type, String url, String credential, Map<String, String> options) {
    public Target {
        options = Map.copyOf(options);
    }

    /** Leaves the URL out. */
    @Override
    public String toString() {
        return "Target[" + name + ", " + type + "]";
    }
}
