package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.CommandPattern;
import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.Glob;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.OptionPattern;
import dev.hoop.gateway.engine.command.PathPattern;
import dev.hoop.gateway.engine.command.PathUse;
import dev.hoop.gateway.engine.command.ProgramPattern;
import dev.hoop.gateway.engine.command.ProgramUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a rule says of commands and files. What it says of a program must hold of one and the same program. In a rule it holds when any
 * program or file <em>may</em> be meant; in an exception when <em>every</em> program and file is, whatever is computed.
 */
public record HostMatch(
        List<CommandPattern> commands,
        List<ProgramPattern> programs,
        List<OptionPattern> options,
        List<Glob> arguments,
        List<ProgramPattern> via,
        List<ProgramPattern> pipesInto,
        List<PathPattern> paths,
        Set<FileOperation> operations,
        List<Glob> variables,
        Set<Opacity> opaque,
        List<Glob> destinations) {
    /** Whether the claim, or something in it, may be what the rule is on. */
    public boolean mayHold(Claim claim) {
        Optional<CommandFacts> facts = claim.facts().command();
        return facts.isPresent() && mayHold(facts.get());
    }

    private boolean mayHold(CommandFacts facts) {
        Optional<String> home = facts.home();
        boolean ofProgram = saysOfProgram();
        boolean files = facts.files().stream().anyMatch(file -> mayBe(file, home));
        boolean started = facts.programs().stream().anyMatch(use -> mayBe(use, home));
        boolean subject = ofProgram ? started : operations.isEmpty() ? paths.isEmpty() || files || started : files;
        return subject
                && (variables.isEmpty() || facts.variables().stream().anyMatch(this::names))
                && (opaque.isEmpty() || facts.opaque().stream().anyMatch(part -> opaque.contains(part.reason())))
                && (destinations.isEmpty()
                        || facts.destination().filter(this::leads).isPresent());
    }

    private boolean saysOfProgram() {
        return Stream.of(commands, programs, options, arguments, via, pipesInto).anyMatch(list -> !list.isEmpty());
    }

    private boolean mayBe(ProgramUse use, Optional<String> home) {
        return (commands.isEmpty() || commands.stream().anyMatch(each -> each.mayBe(use)))
                && (programs.isEmpty() || programs.stream().anyMatch(each -> each.mayBe(use)))
                && (pipesInto.isEmpty()
                        || (use.input() != ProgramUse.Input.CALLER
                                && pipesInto.stream().anyMatch(each -> each.mayBe(use))))
                && (options.isEmpty() || options.stream().anyMatch(each -> each.mayBeAmong(use.arguments())))
                && (arguments.isEmpty()
                        || use.arguments().stream()
                                .anyMatch(word -> arguments.stream().anyMatch(each -> each.mayBe(word))))
                && (via.isEmpty() || via.stream().anyMatch(each -> isVia(each, use)))
                && (paths.isEmpty() || use.paths().stream().anyMatch(path -> meets(path, home)));
    }

    private static boolean isVia(ProgramPattern pattern, ProgramUse use) {
        Glob glob = Glob.ofWord(pattern.toString());
        return use.via().stream().anyMatch(glob::fits);
    }

    private boolean mayBe(FileUse file, Optional<String> home) {
        return (operations.isEmpty() || operations.contains(file.operation()))
                && (paths.isEmpty() || meets(file.path(), home));
    }

    private boolean meets(PathUse path, Optional<String> home) {
        return paths.stream().anyMatch(each -> each.mayMeet(path, home));
    }

    private boolean names(String variable) {
        return variables.stream().anyMatch(each -> each.fits(variable));
    }

    private boolean leads(dev.hoop.gateway.engine.command.Destination to) {
        return destinations.stream().anyMatch(each -> each.fits((to.listens() ? "listen:" : "") + to));
    }

    /** Whether all of the claim is what the exception is for. */
    public boolean mustHold(Claim claim) {
        Optional<CommandFacts> facts = claim.facts().command();
        return facts.isPresent() && mustHold(facts.get());
    }

    private boolean mustHold(CommandFacts facts) {
        Optional<String> home = facts.home();
        return (facts.complete() || !opaque.isEmpty())
                && facts.programs().stream().allMatch(use -> mustBe(use, home))
                && facts.files().stream().allMatch(file -> mustBe(file, home))
                && (variables.isEmpty() || facts.variables().stream().allMatch(this::names))
                && (opaque.isEmpty() || facts.opaque().stream().allMatch(part -> opaque.contains(part.reason())))
                && (destinations.isEmpty()
                        || facts.destination().filter(this::leads).isPresent());
    }

    private boolean mustBe(ProgramUse use, Optional<String> home) {
        return (commands.isEmpty() || CommandPattern.anyMustBe(commands, use))
                && (programs.isEmpty() || programs.stream().anyMatch(each -> each.mustBe(use)))
                && (via.isEmpty() || use.via().isEmpty() || via.stream().anyMatch(each -> isVia(each, use)))
                && (paths.isEmpty()
                        || use.paths().stream()
                                .allMatch(path -> paths.stream().anyMatch(each -> each.mustHold(path, home))));
    }

    private boolean mustBe(FileUse file, Optional<String> home) {
        return (operations.isEmpty() || operations.contains(file.operation()))
                && (paths.isEmpty() || paths.stream().anyMatch(each -> each.mustHold(file.path(), home)));
    }
}
