package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.*;
import java.time.Instant;
import java.util.*;

@SuppressWarnings("DoNotCallSuggester")
public final class Policy {
    public Policy() {}

    public record TargetEntry(String type, String url, String credential, Map<String, String> options) {}

    public Verdict judge(Claim c) {
        throw new IllegalStateException();
    }

    public Verdict judgeDescription(Claim c) {
        throw new IllegalStateException();
    }

    public Optional<Denied> mayOpen(Subject s, TargetName t, Optional<TaskId> k, Instant at) {
        throw new IllegalStateException();
    }

    public Optional<TargetEntry> target(TargetName t) {
        throw new IllegalStateException();
    }

    public String version() {
        return "";
    }

    public boolean protects(TargetName t) {
        return true;
    }

    public List<String> touches(Claim c) {
        return List.of();
    }

    public List<String> parametersShown(Claim c) {
        return List.of();
    }
}
