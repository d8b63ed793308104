package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Options.Given;
import dev.hoop.gateway.engine.shell.Options.Read;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs that start the command behind their own options. */
final class Wrappers {
    private Wrappers() {}

    static void addTo(Map<String, Rule> rules) {
        plain(rules, "nice", 0, "0123456789+", "n", "", "adjustment"); // '-5' is an adjustment by itself
        plain(rules, "ionice", 0, "t", "cnpPu", "ignore", "class classdata pid pgid uid");
        plain(rules, "nohup", 0, "", "", "", "");
        plain(rules, "setsid", 0, "cfw", "", "ctty fork wait", "");
        plain(rules, "timeout", 1, "v", "ks", "foreground preserve-status verbose", "kill-after signal");
        plain(rules, "stdbuf", 0, "", "ioe", "", "input output error");
        plain(
                rules,
                "chrt",
                1,
                "abdfiormRv",
                "pTPD",
                "all-tasks batch deadline fifo idle other rr max verbose reset-on-fork",
                "");
        plain(rules, "taskset", 1, "ac", "p", "all-tasks cpu-list", "pid");
        plain(rules, "time", 0, "apvq", "fo", "append portability verbose quiet", "format output");
        rules.put("setarch", Wrappers::architecture);
        orShell(
                rules,
                "linux32 linux64 i386 i486 i586 i686 x86_64 athlon uname26 ppc ppc32 ppc64 s390 s390x",
                ARCHITECTURE);
        plain(rules, "unbuffer", 0, "p", "", "", "");
        orShell(rules, "fakeroot", Options.of("huv", "lsib", "unknown-is-real", "lib faked save-file"));
        orShell(rules, "firejail", Options.of("", "", "quiet private noprofile", "profile"));
        plain(
                rules,
                "cpulimit",
                0,
                "bfiqvz",
                "elLpP",
                "background foreground quiet verbose lazy",
                "exe limit pid path");
        plain(
                rules,
                "prlimit",
                0,
                "",
                "p",
                "nofile nproc as core cpu data fsize memlock stack locks msgqueue nice rss rtprio rttime sigpending",
                "pid");
        plain(rules, "choom", 0, "", "np", "", "adjust pid");
        plain(rules, "uclampset", 0, "asRv", "mMp", "all-tasks system reset-on-fork verbose", "pid");
        plain(rules, "logsave", 1, "asv", "", "", "");
        plain(rules, "debconf", 0, "", "of", "", "owner frontend priority terse");
        plain(
                rules,
                "numactl",
                0,
                "lax",
                "iNmCpP",
                "localalloc all",
                "interleave cpunodebind membind physcpubind preferred");
        plain(rules, "catchsegv", 0, "", "", "", "");
        plain(rules, "xvfb-run", 0, "a", "efnps", "auto-servernum", "error-file auth-file server-num server-args");
        plain(rules, "dbus-run-session", 0, "", "", "", "config-file");
        plain(rules, "systemd-inhibit", 0, "", "", "", "what who why mode");
        plain(rules, "systemd-cat", 0, "", "tp", "", "identifier priority stderr-priority level-prefix");
        plain(rules, "ltrace", 0, "bcCfhiLrStTV", "aADeFlnopsuwxX", "", "output");
        plain(rules, "valgrind", 0, "vqdh", "", "", "tool log-file leak-check");
        rules.put("doas", Wrappers::doas);
        orShell(rules, "pkexec", Options.of("", "", "disable-internal-agent keep-cwd", "user"));
        plain(rules, "gosu su-exec setuidgid chpst", 1, "", "", "", "");
        plain(rules, "exec", 0, "cl", "a", "", "");
        plain(rules, "builtin", 0, "", "", "", "");
        rules.put("ld.so", Wrappers::loader);
        plain(rules, "sshpass", 0, "ehvV", "dfpP", "", "");
        plain(rules, "setlock", 1, "nNxX", "", "", "");
        plain(rules, "envdir", 1, "", "", "", "");
        plain(rules, "argv0", 0, "", "", "", "");
        Rules.put(
                rules,
                "systemd-nspawn systemd-socket-activate run0 pkttyagent perf gdbserver rr hyperfine daemonize daemon memusage sotruss "
                        + "execlineb asciinema ttyrec tmate direnv conda mamba micromamba nix-shell nix-env nix guix rbenv pyenv asdf mise "
                        + "sops chamber envconsul consul-template aws-vault watchexec nodemon pm2 forever foreman honcho dotnet mono please "
                        + "gksudo gksu kdesu ksu sudo-rs kexec pexec pipesz enosys nocache ccache distcc icecc isolate debconf-apt-progress "
                        + "debconf-communicate run-mailcap see compose runc crun incus xinit startx xdg-open scrot bpftrace dstat crash tshark dumpcap wireshark pandoc hx kak catatonit tcpserver svscan runsvdir",
                (start, starter) ->
                        starter.opaque(start, Opacity.UNKNOWN_OPTION, "starts others in ways not known here"));
        plain(rules, "dumb-init tini", 0, "vcgs", "epr", "", "");
        plain(rules, "caffeinate", 0, "disu", "tw", "", "");
        plain(rules, "chronic ts ifne", 0, "ev", "", "", "");
        plain(rules, "torsocks torify proxychains proxychains4", 0, "iq", "af", "", "");
        plain(rules, "lockfile-create with-lock-ex", 1, "wqf", "", "", "");
        plain(
                rules,
                "setpriv",
                0,
                "d",
                "",
                "dump nnp no-new-privs clear-groups keep-groups init-groups reset-env list-caps",
                "reuid regid euid egid ruid rgid groups inh-caps ambient-caps bounding-set securebits pdeathsig selinux-label apparmor-profile");
        plain(rules, "faketime", 1, "mf", "p", "", "exclude-monotonic date-prog");
        orShell(rules, "aa-exec", Options.of("div", "pn", "debug immediate verbose", "profile namespace"));
        plain(rules, "runcon", 0, "c", "trul", "compute", "type role user range");
        plain(rules, "cgexec", 0, "", "g", "sticky", "");
        plain(rules, "softlimit", 0, "", "amdorflspctR", "", "");
        plain(rules, "timelimit", 0, "pq", "tTsS", "", "");
        plain(rules, "trickle", 0, "hvs", "udwtlpnL", "", "");
        plain(rules, "ssh-agent", 0, "cDdsk", "aEOPt", "", "");
        plain(
                rules,
                "dbus-launch",
                0,
                "",
                "",
                "sh-syntax csh-syntax binary-syntax exit-with-session auto-syntax",
                "config-file autolaunch");
        plain(rules, "eatmydata", 0, "", "", "", "");
        orShell(rules, "fakechroot tsocks", Options.of("", "", "", ""));
        plain(rules, "s6-setuidgid s6-envuidgid", 1, "", "", "", "");
        Rules.put(rules, "bwrap proot", (start, starter) -> starter.unclear(start, "options that are not known here"));
        Rules.put(
                rules,
                "pee mispipe",
                (start, starter) -> start.arguments().forEach(each -> starter.script(start, each, false)));
        rules.put("strace", Wrappers::strace);
        rules.put("systemd-run", Wrappers::unit);
        Rules.put(rules, "busybox toybox", (start, starter) -> starter.inner(start, start.arguments()));
        rules.put("coreutils", Wrappers::coreutils);
        rules.put("sudo", Wrappers::sudo);
        rules.put("env", Wrappers::env);
        rules.put("command", Wrappers::command);
        rules.put("chroot", Wrappers::chroot);
        rules.put("flock", Wrappers::flock);
        rules.put("watch", Wrappers::watch);
        Rules.put(rules, "su runuser", Wrappers::su);
        rules.put("script", Wrappers::script);
        rules.put("start-stop-daemon", Wrappers::daemon);
        Rules.put(rules, "nsenter unshare", Wrappers::namespaces);
        rules.put("ip", Wrappers::ip);
    }

    private static void plain(
            Map<String, Rule> rules,
            String names,
            int operands,
            String flags,
            String valued,
            String longFlags,
            String longValued) {
        Options options = Options.of(flags, valued, longFlags, longValued);
        Rules.put(
                rules, names, (start, starter) -> behind(start, starter, options.leading(start.arguments()), operands));
    }

    private static final Options ARCHITECTURE = Options.of(
            "RLBXZFITSv3",
            "",
            "addr-no-randomize fdpic-funcptrs mmap-page-zero addr-compat-layout read-implies-exec 32bit short-inode whole-seconds "
                    + "sticky-timeouts uname-2.6 3gb 4gb verbose",
            "");
    private static final Pattern ARCHITECTURES = Pattern.compile(
            "linux(?:32|64)|uname26|i[3-6]86|x86_64|amd64|athlon|(?:arm|aarch64|alpha|ia64|loongarch|mips|parisc|ppc|riscv|s390|sparc).*");

    /** Its first operand is an architecture, or may be left out. */
    private static void architecture(Invocation start, Starter starter) {
        Read read = ARCHITECTURE.leading(start.arguments());
        boolean named = !read.rest().isEmpty()
                && ARCHITECTURES.matcher(read.rest().get(0).known().orElse("")).matches();
        Read behind =
                named ? ARCHITECTURE.leading(read.rest().subList(1, read.rest().size())) : read;
        orShell(start, starter, read.problem().isPresent() ? read : behind);
    }

    /** Without a command they start a shell. */
    private static void orShell(Map<String, Rule> rules, String names, Options options) {
        Rules.put(rules, names, (start, starter) -> orShell(start, starter, options.leading(start.arguments())));
    }

    private static void orShell(Invocation start, Starter starter, Read read) {
        if (read.problem().isEmpty() && read.rest().isEmpty()) {
            starter.inner(start, List.of(Term.of("sh")));
        } else {
            behind(start, starter, read, 0);
        }
    }

    private static final Options DOAS = Options.of("nsL", "uCa", "", "");

    private static void doas(Invocation start, Starter starter) {
        Read read = DOAS.leading(start.arguments());
        if (read.has("s")) {
            orShell(start, starter, read);
        } else {
            behind(start, starter, read, 0);
        }
    }

    static final Options STRACE = Options.of(
            "cCdDfFhiknqrtTvVwxyzZY", "aAbeEIoOpPsSuUX", "follow-forks output-separately", "output trace signal user");

    /** What it writes down goes into a program where the file's name begins so. */
    private static void strace(Invocation start, Starter starter) {
        Read read = STRACE.leading(start.arguments());
        if (read.all("o", "output").stream()
                .flatMap(each -> each.value().stream())
                .anyMatch(file -> !file.isOperand() || file.beginning().matches("[|!].*"))) {
            starter.opaque(start, Opacity.INLINE_CODE, "starts a program for what it writes");
        }
        behind(start, starter, read, 0);
    }

    private static final Options UNIT = Options.of(
            "dtPqGrS",
            "HMuptED",
            "user system scope slice-inherit remain-after-exit send-sighup pty pipe quiet collect wait no-block no-ask-password same-dir shell",
            "host machine unit property description slice service-type uid gid nice working-directory setenv on-active on-boot on-calendar timer-property path-property socket-property");

    private static void unit(Invocation start, Starter starter) {
        Read read = UNIT.leading(start.arguments());
        if (read.has("S", "shell")) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        }
        for (Given each : read.all("E", "setenv")) {
            assigned(each.value().orElseThrow(), start, starter);
        }
        behind(start, starter, read, 0);
    }

    private static void assigned(Term variable, Invocation start, Starter starter) {
        int equals = variable.beginning().indexOf('=');
        if (equals > 0) {
            assigned(variable, equals, start, starter);
        } else if (!variable.isKnown()) {
            starter.unclear(start, "");
        }
    }

    /** {@code name=value}, whose sign of equality is there. */
    private static void assigned(Term variable, int equals, Invocation start, Starter starter) {
        starter.walk()
                .assigned(variable.beginning().substring(0, equals), variable.after(equals + 1), false, start.at());
    }

    private static final Options LOADER =
            Options.of("", "", "inhibit-cache verify list", "library-path preload audit inhibit-rpath argv0");

    private static void loader(Invocation start, Starter starter) {
        Read read = LOADER.leading(start.arguments());
        if (read.has("library-path", "preload", "audit")) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "loads what its options name");
        }
        behind(start, starter, read, 0);
    }

    private static final String PROGRAM_OF_COREUTILS = "--coreutils-prog=";

    /** All of them in one file, told which to be. */
    private static void coreutils(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        if (!words.isEmpty() && words.get(0).beginning().startsWith(PROGRAM_OF_COREUTILS)) {
            List<Term> command = new ArrayList<>(words);
            command.set(0, words.get(0).after(PROGRAM_OF_COREUTILS.length()));
            starter.inner(start, command);
        } else {
            starter.inner(start, words);
        }
    }

    /** What stands behind the options and so many operands. */
    private static void behind(Invocation start, Starter starter, Read read, int operands) {
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
            return;
        }
        List<Term> rest = read.rest();
        int skipped = Math.min(operands, rest.size());
        if (rest.subList(0, skipped).stream().anyMatch(Term::several)) {
            starter.unclear(start, "");
            return;
        }
        starter.inner(start, rest.subList(skipped, rest.size()));
    }

    private static final Options SUDO = Options.of(
            "AbBEeHiKklNnPSsVv",
            "ugpCDRrtThU",
            "askpass background bell preserve-env edit set-home login remove-timestamp reset-timestamp list no-update non-interactive preserve-groups stdin shell version validate help",
            "user group prompt close-from chdir chroot role type command-timeout host other-user");

    private static void sudo(Invocation start, Starter starter) {
        Read read = SUDO.leading(start.arguments());
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
            return;
        }
        boolean moves = read.has("D", "chdir", "R", "chroot", "i", "login");
        List<Term> command = assignments(start, starter, read.rest());
        if (read.has("e", "edit")) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens an editor");
        } else if (command.isEmpty() && read.has("i", "login", "s", "shell")) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        } else if (!read.has("l", "list")) {
            starter.inner(moves ? start.moved() : start, command);
        }
    }

    private static final Options ENV = Options.of(
            "i0v",
            "uCSa",
            "ignore-environment null debug block-signal default-signal ignore-signal list-signal-handling",
            "unset chdir split-string argv0");

    private static void env(Invocation start, Starter starter) {
        Read read = ENV.leading(start.arguments());
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
            return;
        }
        if (read.has("S", "split-string")) {
            starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "splits a text into a command");
        }
        read.all("u", "unset")
                .forEach(each -> starter.variableNamed(each.value().orElseThrow(), Term.of(""), start.at()));
        List<Term> rest = !read.rest().isEmpty() && read.rest().get(0).is("-")
                ? read.rest().subList(1, read.rest().size())
                : read.rest();
        starter.inner(read.has("C", "chdir") ? start.moved() : start, assignments(start, starter, rest));
    }

    /** Takes {@code NAME=value} from the front. */
    static List<Term> assignments(Invocation start, Starter starter, List<Term> words) {
        int at = 0;
        while (at < words.size()) {
            Term word = words.get(at);
            int equals = word.beginning().indexOf('=');
            if (word.several() || equals < 0) {
                break;
            }
            assigned(word, equals, start, starter);
            at++;
        }
        return words.subList(at, words.size());
    }

    private static final Options COMMAND = Options.of("pvV", "", "", "");

    private static void command(Invocation start, Starter starter) {
        Read read = COMMAND.leading(start.arguments());
        if (!read.has("v", "V")) {
            behind(start, starter, read, 0);
        }
    }

    private static final Options CHROOT = Options.of("", "", "skip-chdir", "userspec groups");

    private static void chroot(Invocation start, Starter starter) {
        Read read = CHROOT.leading(start.arguments());
        if (read.problem().isEmpty() && read.rest().size() < 2) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        } else {
            behind(start.moved(), starter, read, 1);
        }
    }

    private static final Options FLOCK = Options.of(
            "sxeunoFv",
            "wEc",
            "shared exclusive unlock nonblock close no-fork verbose",
            "timeout wait conflict-exit-code command");

    private static void flock(Invocation start, Starter starter) {
        Read read = FLOCK.leading(start.arguments());
        Optional<Given> text = read.all("c", "command").stream().findFirst();
        if (text.isPresent()) {
            starter.script(start, text.get().value().orElseThrow(), false);
        } else if (read.problem().isEmpty()
                && read.rest().size() > 2
                && read.rest().get(1).is("-c")) {
            starter.script(start, read.rest().get(2), false);
        } else if (read.problem().isEmpty()
                && read.rest().size() > 1
                && !read.rest().get(1).isOperand()) {
            starter.unclear(start, "");
        } else {
            behind(start, starter, read, 1);
        }
    }

    private static final Options WATCH = Options.of(
            "bcegptwxC",
            "nqs",
            "beep color errexit chgexit precise no-title no-wrap exec no-color differences",
            "interval equexit shotsdir");

    private static void watch(Invocation start, Starter starter) {
        List<Term> arguments =
                start.arguments().stream().filter(each -> !each.is("-d")).toList();
        Read read = WATCH.leading(arguments);
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
        } else if (read.has("x", "exec")) {
            starter.inner(start, read.rest());
        } else if (!read.rest().isEmpty()) {
            starter.joined(start, read.rest(), false);
        }
    }

    private static final Options SU = Options.of(
            "flmpPT",
            "cgGsuw",
            "fast login preserve-environment pty no-pty",
            "command session-command group supp-group shell user whitelist-environment");

    /** The command may stand behind the name of the user; what is left goes to the shell. */
    private static void su(Invocation start, Starter starter) {
        Read read = SU.anywhere(start.arguments());
        List<Given> commands = read.all("c", "command", "session-command");
        if (read.problem().isPresent()) {
            starter.unclear(start, read.problem().get());
        } else if (read.has("s", "shell")) {
            starter.opaque(start, Opacity.UNKNOWN_OPTION, "starts another shell than the account's");
        } else if (commands.isEmpty() && read.has("u", "user")) {
            starter.inner(start, read.rest());
        } else if (commands.isEmpty()) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        } else if (read.rest().size() > 2 || commands.size() > 1) {
            starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "gives its shell more than one command");
        } else {
            starter.script(start.moved(), commands.get(0).value().orElseThrow(), false);
        }
    }

    private static final Options SCRIPT = Options.of(
            "aefq",
            "cEIBOTmo",
            "append return flush force quiet",
            "command echo log-in log-io log-out log-timing logging-format output-limit timing");

    private static void script(Invocation start, Starter starter) {
        Read read = SCRIPT.anywhere(start.arguments());
        Optional<Given> text = read.all("c", "command").stream().findFirst();
        if (read.problem().isPresent() || text.isEmpty()) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        } else {
            starter.script(start, text.get().value().orElseThrow(), false);
        }
    }

    private static void daemon(Invocation start, Starter starter) {
        starter.opaque(start, Opacity.UNKNOWN_OPTION, "starts or stops programs of its options");
    }

    private static final Options NAMESPACES = Options.of(
            "amuinpUCTcrfZFe",
            "tSGRwW",
            "all mount uts ipc net pid user cgroup time fork map-root-user map-current-user preserve-credentials no-fork follow-context kill-child mount-proc env",
            "target setuid setgid root wd wdns propagation setgroups");

    private static void namespaces(Invocation start, Starter starter) {
        Read read = NAMESPACES.leading(start.arguments());
        if (read.problem().isEmpty() && read.rest().isEmpty()) {
            starter.opaque(start, Opacity.INTERACTIVE, "opens a shell");
        } else {
            behind(start.moved(), starter, read, 0);
        }
    }

    /** {@code ip netns exec NAME command}, {@code ip vrf exec NAME command}. */
    private static void ip(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        if (words.stream().anyMatch(word -> word.beginning().matches("--?al?l?"))) {
            starter.unclear(start, "'-all', behind which no name stands");
            return;
        }
        for (int i = 0; i + 2 < words.size(); i++) {
            String word = words.get(i).known().orElse("");
            boolean exec = "exec".startsWith(words.get(i + 1).known().orElse("?"));
            if (exec && (!word.isEmpty() && ("netns".startsWith(word) || "vrf".startsWith(word)))) {
                starter.inner(start, words.subList(i + 3, words.size()));
                return;
            }
        }
        if (words.stream().anyMatch(word -> !word.isKnown() || word.beginning().startsWith("-b"))) {
            starter.unclear(start, "");
        }
    }
}
