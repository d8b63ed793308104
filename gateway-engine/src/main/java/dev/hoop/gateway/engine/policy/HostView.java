package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.ProgramUse;
import java.util.ArrayList;
import java.util.List;

/** What is done on a host as people are shown it: programs, files that are opened, what is not known. Arguments are not repeated. */
final class HostView {
    private HostView() {}

    static List<String> lines(CommandFacts facts) {
        List<String> lines = new ArrayList<>();
        for (ProgramUse use : facts.programs()) {
            String via = use.via().isEmpty() ? "" : " through " + String.join(", ", use.via());
            lines.add("start " + (use.name().isKnown() ? use.name() : "a program that is computed") + via);
        }
        for (FileUse file : facts.files()) {
            lines.add(file.operation().policyName() + " " + file.path());
        }
        facts.opaque().forEach(part -> lines.add("unknown: " + part.why()));
        facts.destination().ifPresent(to -> lines.add((to.listens() ? "listen on " : "connect to ") + to));
        return lines;
    }
}
