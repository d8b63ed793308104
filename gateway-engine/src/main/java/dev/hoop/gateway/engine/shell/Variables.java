package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.CharacterSets;
import dev.hoop.gateway.engine.command.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known of variables: which decide what runs, and which may hold code where arithmetic looks at them. */
final class Variables {
    private static final Set<String> DECIDING = Set.of(
            "PATH",
            "IFS",
            "ENV",
            "BASH_ENV",
            "SHELLOPTS",
            "BASHOPTS",
            "BASH_LOADABLES_PATH",
            "PS0",
            "PS1",
            "PS2",
            "PS4",
            "PROMPT_COMMAND",
            "CDPATH",
            "SHELL",
            "EDITOR",
            "VISUAL",
            "PAGER",
            "BROWSER",
            "MANPAGER",
            "LESSOPEN",
            "LESSCLOSE",
            "LESS",
            "MORE",
            "SUDO_EDITOR",
            "SUDO_ASKPASS",
            "SSH_ASKPASS",
            "SYSTEMD_EDITOR",
            "SYSTEMD_PAGER",
            "KUBE_EDITOR",
            "TAR_OPTIONS",
            "TAPE",
            "RSYNC_RSH",
            "RSYNC_CONNECT_PROG",
            "CVS_RSH",
            "SVN_SSH",
            "MAKEFLAGS",
            "MAKEFILES",
            "GNUMAKEFLAGS",
            "CC",
            "CXX",
            "PERLLIB",
            "PERL5LIB",
            "PERL5OPT",
            "PERL5DB",
            "PYTHONPATH",
            "PYTHONHOME",
            "PYTHONSTARTUP",
            "PYTHONINSPECT",
            "PYTHONWARNINGS",
            "PYTHONBREAKPOINT",
            "RUBYOPT",
            "RUBYLIB",
            "NODE_OPTIONS",
            "NODE_PATH",
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "CLASSPATH",
            "GCONV_PATH",
            "LOCPATH",
            "NLSPATH",
            "TERMINFO",
            "TERMINFO_DIRS",
            "TERMCAP",
            "OPENSSL_CONF",
            "OPENSSL_MODULES",
            "GLIBC_TUNABLES",
            "MALLOC_CHECK_",
            "HOSTALIASES",
            "RESOLV_HOST_CONF",
            "EXINIT",
            "VIMINIT",
            "GVIMINIT",
            "MYVIMRC",
            "AWKPATH",
            "AWKLIBPATH",
            "ED",
            "FCEDIT",
            "HISTFILE",
            "INPUTRC",
            "HOME",
            "TMPDIR",
            "POSIXLY_CORRECT",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "KUBECONFIG",
            "AWS_CONFIG_FILE",
            "ANSIBLE_CONFIG",
            "PSQLRC",
            "PSQL_EDITOR",
            "PSQL_PAGER",
            "PGSERVICEFILE",
            "MYSQL_HISTFILE",
            "ZDOTDIR",
            "XDG_CONFIG_HOME",
            "XDG_DATA_DIRS",
            "WGETRC",
            "SYSTEM_WGETRC",
            "CURL_HOME",
            "GNUPGHOME",
            "RIPGREP_CONFIG_PATH",
            "BORG_PASSCOMMAND",
            "BORG_RSH",
            "RESTIC_PASSWORD_COMMAND",
            "SSH_SK_PROVIDER",
            "DEBUGINFOD_URLS",
            "ZIP",
            "ZIPOPT",
            "UNZIP",
            "UNZIPOPT",
            "APT_CONFIG",
            "PYTHONUSERBASE",
            "PYTHONPYCACHEPREFIX",
            "PYTHONPLATLIBDIR",
            "PYTHONEXECUTABLE",
            "PHPRC",
            "PHP_INI_SCAN_DIR",
            "TCLLIBPATH",
            "BUNDLE_GEMFILE",
            "GEM_HOME",
            "GEM_PATH",
            "JAVA_HOME",
            "CLOUDSDK_PYTHON",
            "HELM_PLUGINS",
            "KUBECTL_EXTERNAL_DIFF",
            "AWS_SHARED_CREDENTIALS_FILE",
            "MYSQL_HOME",
            "LIBMYSQL_PLUGINS",
            "LIBMYSQL_PLUGIN_DIR",
            "PGSYSCONFDIR",
            "KRB5_CONFIG",
            "KRB5_TRACE",
            "SASL_PATH",
            "SASL_CONF_PATH",
            "ODBCINI",
            "ODBCSYSINI",
            "OPENSSL_ENGINES",
            "SSLKEYLOGFILE",
            "XDG_CONFIG_DIRS",
            "XDG_DATA_HOME",
            "LESSKEY",
            "LESSKEYIN",
            "LESSEDIT",
            "LESSHISTFILE",
            "SYSTEMD_LESS",
            "FZF_DEFAULT_COMMAND",
            "DPKG_ROOT",
            "DPKG_ADMINDIR",
            "RPM_CONFIGDIR",
            "GS_OPTIONS",
            "EXECIGNORE",
            "BASH_XTRACEFD");
    private static final Pattern DECIDING_FAMILIES = Pattern.compile(
            "(?:LD|DYLD|DBUS|LUA|ANSIBLE|GIT|BASH_FUNC|BASH_CMDS|BASH_ALIASES|npm_config|NPM_CONFIG|PIP|CARGO|GO)_.*|BASH_CMDS|BASH_ALIASES");
    /** Texts that the shell itself puts there, or that whoever connects may send along. */
    private static final Pattern FILLED =
            Pattern.compile("_|REPLY|OPTARG|MAPFILE|DIRSTACK|FUNCNAME|PWD|OLDPWD|HOSTNAME|TERM|COLORTERM"
                    + "|LANG|LANGUAGE|LC_.*|BASH|BASH_(?!SUBSHELL|VERSINFO).*|COMP_.*|READLINE_.*");

    /** What they are given the shell computes, without any declaration. */
    private static final Set<String> COMPUTED = Set.of(
            "RANDOM",
            "SRANDOM",
            "HISTCMD",
            "OPTIND",
            "SECONDS",
            "LINENO",
            "BASHPID",
            "BASH_SUBSHELL",
            "BASH_MONOSECONDS",
            "EPOCHSECONDS");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final Map<String, Boolean> plain = new HashMap<>();
    private final Set<String> arrays = new HashSet<>();

    /** Whether setting the variable may change which program runs, or what it loads. */
    static boolean decides(String name) {
        return DECIDING.contains(name) || DECIDING_FAMILIES.matcher(name).matches();
    }

    /** Whether the shell reads commands in another character set once the variable has this value. */
    static boolean changesLetters(String name, Term value) {
        return value.known()
                .map(text -> CharacterSets.changedBy(name, text))
                .orElseGet(() -> CharacterSets.chosenBy(name));
    }

    /** Whether giving the variable this value has the shell compute a text that may hold code. */
    static boolean computes(String name, Term value, boolean number) {
        return COMPUTED.contains(name)
                && !number
                && !value.is("")
                && value.known().filter(Variables::isNumber).isEmpty();
    }

    static boolean isName(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    /** Notes a value that is given to a variable; what is computed is the result of arithmetic, or holds anything. */
    void set(String name, boolean number) {
        plain.merge(name, number, Boolean::logicalAnd);
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Whether arithmetic may look at the variable: it holds numbers alone, or what was there before the command. */
    boolean isPlain(String name) {
        return !FILLED.matcher(name).matches() && plain.getOrDefault(name, true);
    }

    void array(String name) {
        arrays.add(name);
    }

    boolean isArray(String name) {
        return arrays.contains(name);
    }
}
