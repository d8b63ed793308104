package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.CommandPattern;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.Glob;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.OpaquePart;
import dev.hoop.gateway.engine.command.PathPattern;
import dev.hoop.gateway.engine.command.ProgramUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a grant reaches on a host. What is not named is not reached.
 *
 * @param commands programs that may be started
 * @param paths files that may be opened by the shell and by file transfer; what programs open is up to them
 * @param destinations addresses that connections may be forwarded to
 * @param opaque what may stay unknown until it runs
 */
public record HostReach(
        List<CommandPattern> commands, List<PathPattern> paths, List<Glob> destinations, Set<Opacity> opaque) {
    /** What every shell has, and nothing is kept in. */
    private static final List<PathPattern> NOTHING_KEPT = List.of(
            new PathPattern("/dev/null"),
            new PathPattern("/dev/stdin"),
            new PathPattern("/dev/stdout"),
            new PathPattern("/dev/stderr"),
            new PathPattern("/dev/fd/*"));

    public static final HostReach NOTHING = new HostReach(List.of(), List.of(), List.of(), Set.of());

    public HostReach {
        commands = List.copyOf(commands);
        paths = List.copyOf(paths);
        destinations = List.copyOf(destinations);
        opaque = Set.copyOf(opaque);
    }

    /** Whether all of it is reached. */
    public boolean covers(CommandFacts facts) {
        return firstBeyond(facts).isEmpty();
    }

    /** What is not reached, in words that repeat nothing but names of programs. */
    public Optional<String> firstBeyond(CommandFacts facts) {
        for (ProgramUse use : facts.programs()) {
            if (use.name().isKnown() && !CommandPattern.anyMustBe(commands, use)) {
                return Optional.of("program " + shown(use));
            }
        }
        for (FileUse file : facts.files()) {
            if (file.origin() != FileUse.Origin.PROGRAM && !reaches(file, facts.home())) {
                return Optional.of("a file that the command opens");
            }
        }
        for (OpaquePart part : facts.opaque()) {
            if (!opaque.contains(part.reason())) {
                return Optional.of("what is only known when it runs: " + part.why());
            }
        }
        return facts.destination()
                .filter(to -> destinations.stream().noneMatch(glob -> glob.fits((to.listens() ? "listen:" : "") + to)))
                .map(to -> "that address");
    }

    private boolean reaches(FileUse file, Optional<String> home) {
        return paths.stream().anyMatch(path -> path.mustHold(file.path(), home))
                || (file.origin() == FileUse.Origin.REDIRECTION
                        && NOTHING_KEPT.stream().anyMatch(path -> path.mustHold(file.path(), home)));
    }

    private static String shown(ProgramUse use) {
        String name = use.name().known().orElse("");
        boolean plain = name.matches("[A-Za-z0-9_./+\\[-]{1,60}");
        return (plain ? "'" + name + "'" : "of the command")
                + (use.arguments().isEmpty() ? "" : " with what it is given");
    }

    /** All of it in words. */
    public String scope() {
        return String.join(
                " ; ",
                CommandPattern.texts(commands).sorted().collect(Collectors.joining(", ")),
                paths.stream().map(PathPattern::toString).sorted().collect(Collectors.joining(", ")),
                destinations.stream().map(Glob::toString).sorted().collect(Collectors.joining(", ")),
                opaque.stream().map(Opacity::policyName).sorted().collect(Collectors.joining(", ")));
    }

    boolean isNothing() {
        return equals(NOTHING);
    }
}
