package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import java.util.Map;
import java.util.Set;

/** Programs that may read the names of files from a file or from their input, so that they may open any. */
final class NameLists {
    private static final Set<String> ALWAYS = Set.of("cpio", "pax");
    private static final Map<String, String> BY_OPTION = Map.of(
            "tar", "-[A-Za-z]*T.*",
            "gtar", "-[A-Za-z]*T.*",
            "bsdtar", "-[A-Za-z]*T.*",
            "zip", "-[A-Za-z]*@.*",
            "7z", "@.*",
            "ar", "@.*");
    private static final Set<String> LONG = Set.of("files0-from", "files-from", "names-stdin");

    private NameLists() {}

    static boolean read(Invocation start) {
        String base = start.base();
        if (ALWAYS.contains(base)) {
            return true;
        }
        boolean rsyncServer = base.equals("rsync")
                && start.arguments().stream().anyMatch(word -> word.is("--server"))
                && start.arguments().stream().anyMatch(NameLists::isSecluded);
        if (rsyncServer) {
            return true;
        }
        String form = BY_OPTION.getOrDefault(base, "(?!)");
        boolean bundled = base.endsWith("tar")
                && !start.arguments().isEmpty()
                && start.arguments().get(0).beginning().matches("[A-Za-z]*T[A-Za-z]*");
        return bundled
                || start.arguments().stream().map(Term::beginning).anyMatch(word -> word.matches(form) || isLong(word));
    }

    /** The near side of {@code rsync -s} says to the far side through its input what it is to do. */
    private static boolean isSecluded(Term word) {
        return word.beginning().matches("-[A-Za-df-z0-9]*s.*|--(?:secluded|protect)-args");
    }

    private static boolean isLong(String word) {
        String name = word.split("=", 2)[0];
        return name.startsWith("--files") && LONG.stream().anyMatch(each -> each.startsWith(name.substring(2)));
    }
}
