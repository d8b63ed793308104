package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.FileUse.Origin;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.OpaquePart;
import dev.hoop.gateway.engine.command.PathUse;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.command.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has been found of one command. Not thread-safe. */
final class Gathering {
    /** More programs than this in one command are not listed, and so it is not understood. */
    private static final int MOST_PROGRAMS = 2_000;

    private static final int MOST_PATHS = 20_000;
    private static final int MOST_DIRECTORIES = 8;

    private final ShellSetting setting;
    private final Set<ProgramUse> programs = new LinkedHashSet<>();
    private final Set<FileUse> files = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final Set<OpaquePart> opaque = new LinkedHashSet<>();
    private final Set<Term> directories = new LinkedHashSet<>();
    private int paths;
    private boolean tooMuch;

    Gathering(ShellSetting setting, boolean movesAround) {
        this.setting = setting;
        if (movesAround || setting.directory().isEmpty()) {
            directories.add(Paths.ANYWHERE);
        } else {
            directories.add(Term.of(setting.directory().equals("~") ? setting.home() : setting.directory()));
        }
    }

    ShellSetting setting() {
        return setting;
    }

    void program(Invocation start) {
        if (programs.size() >= MOST_PROGRAMS) {
            tooMuch = true;
            return;
        }
        programs.add(new ProgramUse(
                start.name(),
                start.arguments(),
                start.via(),
                start.input(),
                paths(start),
                start.assignments(),
                start.at()));
    }

    private List<PathUse> paths(Invocation start) {
        boolean deep = DeepPrograms.contain(start);
        Set<PathUse> found = new LinkedHashSet<>();
        for (Term argument : start.arguments()) {
            for (Term candidate : ArgumentPaths.of(argument)) {
                found.addAll(resolved(candidate, deep, start.elsewhere()));
            }
        }
        if (NameLists.read(start)) {
            found.addAll(resolved(Term.UNKNOWN, true, start.elsewhere()));
        }
        paths += found.size();
        tooMuch |= paths > MOST_PATHS;
        return List.copyOf(found);
    }

    private List<PathUse> resolved(Term path, boolean deep, boolean elsewhere) {
        List<PathUse> all = new ArrayList<>();
        if (elsewhere) {
            all.add(Paths.resolve(path, Paths.ANYWHERE, deep));
            return all;
        }
        for (Term directory : directories) {
            all.add(Paths.resolve(path, directory, deep));
        }
        return all;
    }

    void file(FileOperation operation, Term path) {
        resolved(path, false, false).forEach(use -> files.add(new FileUse(operation, Origin.REDIRECTION, use)));
    }

    /** What a program does to a file. */
    void written(Invocation start, FileOperation operation, Term path, boolean deep) {
        for (PathUse use : resolved(path, deep, start.elsewhere())) {
            files.add(new FileUse(operation, Origin.PROGRAM, use));
        }
        tooMuch |= files.size() > MOST_PATHS;
    }

    void opaque(Opacity reason, String why, int at) {
        opaque.add(new OpaquePart(reason, why, at));
    }

    void variable(String name) {
        variables.add(name);
    }

    void function(String name) {
        functions.add(name);
    }

    /** From here on the command may be in another directory; it need not be, for changing it may fail. */
    void directory(Term to) {
        Set<Term> from = new LinkedHashSet<>(directories);
        for (Term directory : from) {
            directories.add(Paths.resolve(to, directory, false).path());
        }
        if (directories.size() > MOST_DIRECTORIES) {
            directories.clear();
            directories.add(Paths.ANYWHERE);
        }
    }

    void anyDirectory() {
        directories.add(Paths.ANYWHERE);
    }

    boolean isTooMuch() {
        return tooMuch;
    }

    CommandFacts facts() {
        return new CommandFacts(
                CommandFacts.VERSION,
                List.copyOf(programs),
                List.copyOf(files),
                List.copyOf(variables),
                List.copyOf(functions),
                List.copyOf(opaque),
                Optional.empty(),
                setting.home().startsWith("/") ? Optional.of(setting.home()) : Optional.empty());
    }
}
