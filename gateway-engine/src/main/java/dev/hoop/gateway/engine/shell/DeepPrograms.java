package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import java.util.Set;

/** Programs that go down into directories, always or when an option says so. */
final class DeepPrograms {
    private static final Set<String> ALWAYS = Set.of(
            "find",
            "fd",
            "fdfind",
            "mv",
            "tar",
            "bsdtar",
            "rsync",
            "du",
            "tree",
            "zip",
            "7z",
            "mount",
            "umount",
            "rg",
            "ack",
            "ncdu",
            "cpio",
            "pax",
            "borg",
            "restic",
            "rclone",
            "aide",
            "updatedb",
            "unison",
            "srm",
            "wipe",
            "mkfs",
            "shred",
            "chattr",
            "setfacl",
            "restorecon",
            "inotifywait",
            "git",
            "rgrep",
            "ag",
            "ugrep");
    private static final Set<String> BY_OPTION = Set.of(
            "rm", "cp", "chmod", "chown", "chgrp", "ls", "grep", "egrep", "fgrep", "zgrep", "scp", "diff", "chcon",
            "install");

    private DeepPrograms() {}

    static boolean contain(Invocation start) {
        String base = start.base();
        return ALWAYS.contains(base)
                || (BY_OPTION.contains(base) && start.arguments().stream().anyMatch(DeepPrograms::says))
                || (base.endsWith("grep") && start.arguments().stream().anyMatch(DeepPrograms::saysGrep));
    }

    /** {@code -d recurse}, {@code --directories=recurse}. */
    private static boolean saysGrep(Term argument) {
        String text = argument.beginning();
        boolean name = text.startsWith("--d") && "--directories".startsWith(text.split("=", 2)[0]);
        return name || (!text.startsWith("--") && text.startsWith("-") && text.indexOf('d') > 0);
    }

    /** {@code -r}, {@code -R}, {@code -a}, {@code --recursive}, in whatever form; what is computed may say so. */
    private static boolean says(Term argument) {
        String text = argument.beginning();
        if (!argument.isKnown() && (text.isEmpty() || text.startsWith("-"))) {
            return true;
        }
        if (text.startsWith("--")) {
            return text.length() > 2
                    && ("--recursive".startsWith(text)
                            || "--archive".startsWith(text)
                            || text.startsWith("--dereference-recursive"));
        }
        return text.startsWith("-") && (text.indexOf('r') > 0 || text.indexOf('R') > 0 || text.indexOf('a') > 0);
    }
}
