package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget.Trail;
import java.time.Duration;
import java.util.Locale;

/** Describes a target. */
public final class TargetBuilder {
    private final Parts parts;
    private final Parts options;
    private boolean withOptions;

    public TargetBuilder(String name) {
        this.parts = new Parts("target '" + name + "'");
        this.options = new Parts("target '" + name + "'");
    }

    /** A database, by the URL of its own JDBC driver. */
    public TargetBuilder jdbc(String url) {
        parts.put("type", "jdbc").put("url", url);
        return this;
    }

    /** A host, as {@code ssh://host:port}. */
    public TargetBuilder ssh(String url) {
        parts.put("type", "ssh").put("url", url);
        return this;
    }

    /** Where the credential is found: {@code env:NAME}, {@code file:/path}. */
    public TargetBuilder credential(String place) {
        parts.put("credential", place);
        return this;
    }

    public TargetBuilder option(String name, String value) {
        options.put(name, value);
        withOptions = true;
        return this;
    }

    public TargetBuilder trail(Trail trail) {
        parts.put("trail", trail.name().toLowerCase(Locale.ROOT));
        return this;
    }

    public TargetBuilder statementTimeout(Duration atMost) {
        parts.put("statement-timeout", atMost);
        return this;
    }

    public TargetBuilder maxRows(long rows) {
        parts.put("max-rows", rows);
        return this;
    }

    public PolicyNode node() {
        if (withOptions) {
            withOptions = false;
            parts.put("options", options.node());
        }
        return parts.node();
    }
}
