package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs some of whose options start others or take code, and programs that open a place where commands are typed. */
final class Tools {
    private static final String EDITORS =
            "vi vim nvim view vimdiff rvim gvim vim.tiny vim.basic vim.nox ex ed nano pico joe jed mcedit micro emacs emacsclient "
                    + "rview red editor pager sensible-editor sensible-pager zless bzless xzless zmore bzmore xzmore select-editor ncdu tig "
                    + "less more most man info pinfo mc ranger vifm nnn lynx w3m links elinks mutt alpine";
    private static final String SHELL_LIKE =
            "tmux screen byobu dtach abduco zellij ftp lftp sftp telnet tftp smbclient cu minicom picocom socat ncat rlwrap "
                    + "visudo vipw vigr crontab at batch sudoedit chfn chsh login sulogin newgrp sg unshadow dialog whiptail";

    private static final Pattern RSYNC_ABILITIES = Pattern.compile("-[A-LN-Za-df-z]*e[0-9.]*\\.[A-LN-Za-z]*");

    private Tools() {}

    static void addTo(Map<String, Rule> rules) {
        Rules.put(rules, EDITORS, Tools::editor);
        Rules.put(rules, SHELL_LIKE, Tools::shellLike);
        Rules.put(
                rules,
                "tar bsdtar gtar",
                rule(
                        "-[A-Za-z]*[IF].*|--I.*",
                        Pattern.compile("[A-Za-z]*[IF][A-Za-z]*"),
                        "to-command checkpoint-action use-compress-program rsh-command rmt-command info-script new-volume-script"));
        options(rules, "rsync", "-[A-Za-z0-9]*[eM].*|--(?:rsh|rsync-p|remote-o|files-from|config|daemon|early).*");
        options(rules, "scp", "-[A-Za-z0-9]*[SoFD].*");
        options(rules, "sort", "(?!)", "compress-program");
        options(rules, "diff3 sdiff", "(?!)", "diff-program");
        options(rules, "split", "(?!)", "filter");
        options(rules, "zip unzip", "-[A-Za-z]*T.*", "test unzip-command");
        options(rules, "install", "(?!)", "strip-program");
        options(rules, "nc netcat", "-[A-Za-z0-9]*[ec].*", "exec sh-exec lua-exec lua-exec-internal");
        options(rules, "openssl", "--?engine|--?provider.*|s_client|s_server|--?config|engine");
        options(rules, "curl", "-[A-Za-z0-9#]*K.*", "config engine");
        options(rules, "wget", "-[A-Za-z]*e.*", "use-askpass execute config body-file");
        options(rules, "tcpdump", "-[A-Za-z]*z.*|--postrotate.*");
        options(rules, "logrotate run-parts anacron cron inotifywait incrond monit supervisord xinetd inetd", ".*");
        options(
                rules,
                "systemctl",
                "edit|link|set-environment|import-environment|(?:[.~]{0,2}/).*\\.(?:service|socket|timer|path|mount|automount|slice|target)");
        options(rules, "journalctl", "--(?:root|image).*");
        options(rules, "insmod", ".*");
        options(rules, "ssh-keygen", "-[A-Za-z]*[Dw].*");
        options(rules, "ssh-add", "-[A-Za-z]*[sS].*");
        options(rules, "sshfs restic", "-[A-Za-z]*o.*|--o.*|--password-c.*");
        options(rules, "mount", ".*fuse.*|.*_command=.*|.*helper.*");
        options(rules, "nmap", "--script.*|--data-?d.*|--inter.*|--resume.*|-sC|-A");
        options(rules, "certbot acme.sh dehydrated lego", "--(?:pr|po|de|ren|man|rel|ru|ho).*|-k.*");
        options(rules, "busctl", "call|set-property|emit", "address");
        options(rules, "pidstat", "-[A-Za-z]*e.*");
        options(rules, "cpio mt", "-[A-Za-z]*F.*:.*", "rsh-command");
        options(rules, "msgfilter hg svn svnlook cvs fossil bzr brz darcs openvpn rpmdb opkg sqlmap", ".*");
        options(
                rules,
                "mysqldump mysqladmin mysqlimport mariadb-dump",
                "(?!)",
                "plugin-dir default-auth defaults-file defaults-extra-file");
        Rules.put(rules, "service invoke-rc.d", Tools::service);
        Rules.put(
                rules,
                "sftp-server internal-sftp git-shell mosh-server rdiff-backup svnserve dropbear telnetd in.telnetd in.ftpd agetty getty",
                (start, starter) -> starter.opaque(start, Opacity.CODE_FROM_INPUT, "is told by its input what to do"));
        options(rules, "sshd", "-[A-Za-z0-9]*[ioDf].*");
        options(rules, "gdbus dbus-send dbus-monitor qdbus", ".*");
        Rules.put(rules, "dpkg apt apt-get aptitude yum dnf zypper apk pacman", Tools::packaging);
        Rules.put(rules, "rpm", Tools::rpm);
        options(rules, "ip6tables iptables nft modprobe", "-M.*|--modprobe.*|-f|-C.*|--config.*");
        options(rules, "mail mailx sendmail", "-[A-Za-z]*[OXC].*");
        options(rules, "cmake", "-[EP].*|--(?:build|install|open|workflow).*");
        options(
                rules,
                "gcc g++ cc c++ cpp c89 c99 gfortran gdc gnat clang clang++ ld nm ar",
                "-wrapper|--?f?plugin.*|-B.*|-specs.*|-load|@.*|-W[alp],.*plugin.*|-X(?:linker|assembler|preprocessor|clang)");
        options(rules, "gpg-agent", "--d(?:a|ae|aem|aemo|aemon)?");
        options(rules, "xterm gnome-terminal konsole urxvt", ".*");
        options(
                rules,
                "dmsetup capsh slsh zsoelim gimp pdb pry cobc rlogin perlbug bundler openvt setfacl.py multitime rpmquery rpmverify facter puppet check_by_ssh check_cups yash tbl",
                ".*");
        options(rules, "ar-script awk-script sg3 dosbox wine qemu-system-x86_64 qemu-img", ".*");
        Rules.put(rules, "git", Tools::git);
        Rules.put(rules, "rev sponge", (start, starter) -> {});
    }

    /** An argument of that form, or one that is computed where such an option could stand, makes it unclear. */
    private static void options(Map<String, Rule> rules, String names, String forms) {
        options(rules, names, forms, "");
    }

    /** @param longNames names of long options, whose beginnings are options too */
    private static void options(Map<String, Rule> rules, String names, String forms, String longNames) {
        Rules.put(rules, names, rule(forms, Pattern.compile("(?!)"), longNames));
    }

    /** Whole names of options that begin like another one. */
    private static final Set<String> HARMLESS = Set.of("--checkpoint", "--strip", "--tests");

    /** Whether it is one of the options, or the beginning of its name, which programs take for all of it. */
    private static boolean mayBe(String text, Set<String> longNames) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        return name.startsWith("--")
                && name.length() > 2
                && !HARMLESS.contains(name)
                && longNames.stream().anyMatch(each -> each.startsWith(name.substring(2)));
    }

    private static Rule rule(String forms, Pattern first, String longNames) {
        Pattern pattern = Pattern.compile(forms, Pattern.DOTALL);
        Set<String> names = longNames.isEmpty() ? Set.of() : Set.of(longNames.split(" ", -1));
        return (start, starter) -> {
            List<Term> words = start.arguments();
            for (int i = 0; i < words.size(); i++) {
                Term word = words.get(i);
                String text = word.beginning();
                if (text.equals("--")
                        && word.isKnown()
                        && !pattern.matcher(text).matches()) {
                    return;
                }
                boolean isHarmless = word.isKnown()
                        && isRsyncServer(start)
                        && RSYNC_ABILITIES.matcher(text).matches();
                if (!isHarmless
                        && (pattern.matcher(text).matches()
                                || mayBe(text, names)
                                || (i == 0 && first.matcher(text).matches()))) {
                    starter.opaque(start, Opacity.INLINE_CODE, "has an option that starts programs or takes code");
                    return;
                }
                if (!word.isKnown() && !word.areOperands()) {
                    starter.unclear(start, "");
                    return;
                }
            }
        };
    }

    private static final Rule PACKAGING = rule(
            "-[A-Za-z]*[oc].*|--(?:setopt|eval|define|pipe|root|force).*",
            Pattern.compile("(?!)"),
            "option config-file pre-invoke post-invoke admindir status-fd status-logger");

    /** Its first operand is a name in a directory, and may lead out of it. */
    private static void service(Invocation start, Starter starter) {
        List<Term> operands = start.arguments().stream()
                .filter(word -> !word.isKnown() || word.isOperand())
                .toList();
        boolean known = operands.isEmpty() || operands.get(0).isKnown();
        if (!known) {
            starter.unclear(start, "");
        } else if (!operands.isEmpty() && operands.get(0).beginning().contains("/")) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "starts a program by its path");
        }
    }

    private static final Pattern PACKAGE_FILE =
            Pattern.compile("(?:\\.{0,2}/|~).*|.*\\.(?:deb|rpm|apk|pkg\\.[a-z]+)|https?:.*");
    private static final Pattern UNPACKS = Pattern.compile("-[A-Za-z]*[iA].*|--inst.*|--unp.*");

    /** What is in a package runs as it is put in place, and a file may be of the caller's making. */
    private static void packaging(Invocation start, Starter starter) {
        boolean dpkg = start.base().equals("dpkg");
        boolean file = start.arguments().stream()
                .map(Term::beginning)
                .anyMatch(word -> dpkg
                        ? UNPACKS.matcher(word).matches()
                        : PACKAGE_FILE.matcher(word).matches());
        if (file) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "runs what is in a package");
        } else {
            PACKAGING.apply(start, starter);
        }
    }

    private static void rpm(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        boolean asks = words.stream()
                .anyMatch(word -> word.beginning().matches("-[A-Za-z]*[qV].*|--(?:q|ver|i?mport|showrc).*"));
        boolean evaluates = words.stream()
                .anyMatch(word -> word.beginning().matches("-[A-Za-z]*[ED].*|--(?:ev|de|un|lo|ma|rc|qf|queryf).*"));
        if (evaluates) {
            starter.opaque(start, Opacity.INLINE_CODE, "has an option that starts programs or takes code");
        } else if (!asks) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "runs what is in a package");
        } else {
            PACKAGING.apply(start, starter);
        }
    }

    /** The far side of a transfer, as rsync itself starts it; there {@code -e} says what the near side can do and starts nothing. */
    private static boolean isRsyncServer(Invocation start) {
        List<Term> words = start.arguments();
        return start.base().equals("rsync") && !words.isEmpty() && words.get(0).is("--server");
    }

    private static void editor(Invocation start, Starter starter) {
        boolean code = start.arguments().stream()
                .anyMatch(each -> (!each.isKnown() && !each.areOperands())
                        || each.beginning().startsWith("+")
                        || each.beginning().matches("-[cSsuUP].*|--(?:cmd|eval|load|pager|startup|clean).*"));
        starter.opaque(
                start,
                code ? Opacity.INLINE_CODE : Opacity.INTERACTIVE,
                code ? "is given commands of its own" : "takes commands of its own, and may start programs");
    }

    private static void shellLike(Invocation start, Starter starter) {
        boolean lists = Set.of("crontab").contains(start.base())
                && start.arguments().size() == 1
                && start.arguments().get(0).is("-l");
        if (!lists) {
            starter.opaque(start, Opacity.INTERACTIVE, "takes commands of its own, or runs some later");
        }
    }

    private static final Set<String> GIT_PLAIN = Set.of(
            "status",
            "log",
            "show",
            "diff",
            "branch",
            "tag",
            "remote",
            "fetch",
            "pull",
            "push",
            "clone",
            "checkout",
            "switch",
            "restore",
            "add",
            "commit",
            "merge",
            "reset",
            "rev-parse",
            "describe",
            "ls-files",
            "ls-tree",
            "ls-remote",
            "blame",
            "shortlog",
            "init",
            "rm",
            "mv",
            "cherry-pick",
            "revert",
            "clean",
            "cat-file",
            "rev-list",
            "symbolic-ref",
            "for-each-ref",
            "count-objects",
            "fsck",
            "gc",
            "reflog",
            "archive",
            "version",
            "name-rev",
            "merge-base",
            "worktree",
            "sparse-checkout",
            "apply",
            "bundle");
    private static final Pattern GIT_STARTS =
            Pattern.compile("--(?:edit|remote=).*|-c.*|-O.*|-x.*|-u.*|.*ext::.*|-S.*", Pattern.DOTALL);
    private static final Set<String> GIT_LONG = Set.of(
            "upload-pack",
            "receive-pack",
            "exec",
            "exec-path",
            "ext-diff",
            "textconv",
            "open-files-in-pager",
            "config",
            "template",
            "separate-git-dir",
            "pager",
            "gpg-sign",
            "verify-signatures");

    /** Options before the verb may name programs; verbs that are not listed may be aliases or run hooks of the caller's making. */
    private static void git(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        int at = 0;
        while (at < words.size()
                && words.get(at).isKnown()
                && words.get(at).beginning().startsWith("-")) {
            String option = words.get(at).beginning();
            if (Set.of("--version", "--help", "-v", "-h").contains(option)) {
                return;
            }
            boolean place = option.equals("-C");
            if (!place
                    && !Set.of(
                                    "-P",
                                    "--no-pager",
                                    "--bare",
                                    "--no-replace-objects",
                                    "--literal-pathspecs",
                                    "--no-optional-locks")
                            .contains(option)) {
                starter.opaque(start, Opacity.INLINE_CODE, "has an option that may name programs to start");
                return;
            }
            at += place ? 2 : 1;
        }
        if (at >= words.size()) {
            return;
        }
        String verb = words.get(at).known().orElse("");
        if (verb.equals("upload-pack") || verb.equals("receive-pack") || verb.equals("upload-archive")) {
            return;
        }
        if (!GIT_PLAIN.contains(verb)) {
            starter.opaque(start, Opacity.INLINE_CODE, "has a verb that may start programs");
            return;
        }
        boolean commits = verb.equals("commit");
        for (Term word : words.subList(at + 1, words.size())) {
            boolean reuses = Set.of(
                                    "branch",
                                    "push",
                                    "checkout",
                                    "switch",
                                    "commit",
                                    "add",
                                    "status",
                                    "cat-file",
                                    "log",
                                    "diff",
                                    "show",
                                    "ls-files")
                            .contains(verb)
                    && word.isKnown()
                    && word.beginning().matches("-[cu]|-uno|-uall|-u[a-z]*|-c[^=]*");
            boolean starts = GIT_STARTS.matcher(word.beginning()).matches() || mayBe(word.beginning(), GIT_LONG);
            if ((!reuses && starts) || (!word.isKnown() && !word.areOperands() && !commits)) {
                starter.opaque(start, Opacity.INLINE_CODE, "has an option that may start programs");
                return;
            }
        }
    }
}
