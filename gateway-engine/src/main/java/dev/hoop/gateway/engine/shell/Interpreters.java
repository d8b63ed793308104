package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs that run code of another language. */
final class Interpreters {
    private static final Set<String> HARMLESS = Set.of("--version", "-V", "-v", "-version", "--help", "-h");
    /** Programs of awk that only choose and print: no call of anything but these functions, no pipe, no file. */
    private static final Pattern AWK_CODE =
            Pattern.compile("system|getline|[|>@`]|close|extension|ENVIRON|ARGV|SYMTAB|FUNCTAB|PROCINFO|/e\\b");
    /** Scripts of sed that only choose, replace and print. */
    private static final Pattern SED_SAFE =
            Pattern.compile("(?:[0-9$]+(?:,[0-9$+~]+)?!?|/[^/\\\\\n]*/!?(?:,/[^/\\\\\n]*/)?)?\\s*(?:[pdqDPgGhHnNxl=]"
                    + "|s/(?:[^/\\\\\n]|\\\\[^\n])*/(?:[^/\\\\\n]|\\\\[^\n])*/[gpIi0-9]*|s\\|(?:[^|\\\\\n])*\\|(?:[^|\\\\\n])*\\|[gpIi0-9]*"
                    + "|s,[^,\\\\\n]*,[^,\\\\\n]*,[gpIi0-9]*|s#[^#\\\\\n]*#[^#\\\\\n]*#[gpIi0-9]*)");

    private Interpreters() {}

    static void addTo(Map<String, Rule> rules) {
        Rules.put(
                rules,
                "python pypy ipython perl ruby irb lua luajit php node nodejs deno bun tclsh wish expect guile gjs osascript R Rscript julia elixir erl ghci runghc scala groovy jshell java swipl racket sbcl clisp gforth octave m4 dc gnuplot ghc ocaml kotlin clojure crystal nim dart pydoc pdb prove perldoc cpan jrunscript jjs erb exiftool troff nroff groff tex latex pdflatex pdftex xelatex xetex lualatex luatex latexmk gdb lldb",
                Interpreters::interpreter);
        Rules.put(rules, "awk gawk mawk nawk original-awk", Interpreters::awk);
        Rules.put(rules, "sed gsed", Interpreters::sed);
        Rules.put(
                rules,
                "psql mysql mariadb sqlite3 sqlite mongosh mongo cqlsh sqlplus sqlcmd isql clickhouse-client influx pgbench redis-cli valkey-cli",
                Interpreters::database);
        Rules.put(
                rules,
                "make gmake bmake ninja just rake ant mvn gradle npm npx yarn pnpm pip pip3 pipx cargo go gem bundle composer meson tox poetry uv pipenv hatch rye pdm rpmbuild debuild dpkg-buildpackage makepkg mock",
                (start, starter) -> {
                    if (!asksOnly(start)) {
                        starter.opaque(start, Opacity.CODE_FROM_FILE, "runs what its files say");
                    }
                });
    }

    private static boolean asksOnly(Invocation start) {
        return !start.arguments().isEmpty()
                && start.arguments().stream()
                        .allMatch(each -> HARMLESS.contains(each.known().orElse("")));
    }

    private static void interpreter(Invocation start, Starter starter) {
        if (asksOnly(start)) {
            return;
        }
        List<Term> words = start.arguments();
        boolean file = !words.isEmpty()
                && words.stream().allMatch(each -> each.isKnown())
                && words.get(0).isOperand()
                && !words.get(0).is("-");
        boolean json = words.size() > 1 && words.get(0).is("-m") && words.get(1).is("json.tool");
        if (file) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "runs a file");
        } else if (words.isEmpty() && start.input() == Input.CALLER) {
            starter.opaque(start, Opacity.INTERACTIVE, "takes commands of its own");
        } else if (words.isEmpty() || words.get(0).is("-")) {
            starter.opaque(start, Opacity.CODE_FROM_INPUT, "runs what it reads");
        } else if (!json) {
            starter.opaque(start, Opacity.INLINE_CODE, "runs code of another language");
        }
    }

    private static void awk(Invocation start, Starter starter) {
        if (asksOnly(start)) {
            return;
        }
        Options options = Options.of("", "Fv", "", "field-separator assign");
        Options.Read read = options.leading(start.arguments());
        boolean assigns = read.all("v", "assign").stream()
                .anyMatch(each -> !each.value().orElseThrow().isKnown());
        if (read.problem().isPresent() || read.rest().isEmpty() || assigns) {
            starter.opaque(start, Opacity.INLINE_CODE, "runs code that is not in the command, or is computed");
        } else if (!read.rest().get(0).isKnown() || mayDoMore(read.rest().get(0).beginning())) {
            starter.opaque(start, Opacity.INLINE_CODE, "runs code that may start programs or write files");
        }
    }

    private static boolean mayDoMore(String program) {
        String bare = program.replace("||", " ").replace(">=", " ");
        boolean compares = !bare.contains("print");
        return AWK_CODE.matcher(compares ? bare.replace(">", " ") : bare).find();
    }

    private static final Options SED = Options.of(
            "nErsuzi",
            "el",
            "quiet silent regexp-extended separate unbuffered null-data posix in-place debug sandbox follow-symlinks",
            "expression line-length");

    /** What stands behind {@code -i} is an ending for copies. */
    static Options.Read sedOptions(List<Term> arguments) {
        return SED.anywhere(arguments.stream()
                .map(each -> each.beginning().matches("-i.+|-[nErsuz]+i.*") && each.isKnown() ? Term.of("-i") : each)
                .toList());
    }

    private static void sed(Invocation start, Starter starter) {
        if (asksOnly(start)) {
            return;
        }
        Options.Read read = sedOptions(start.arguments());
        List<Term> scripts = read.has("e", "expression")
                ? read.all("e", "expression").stream()
                        .map(each -> each.value().orElseThrow())
                        .toList()
                : read.rest().subList(0, Math.min(1, read.rest().size()));
        if (read.problem().isPresent() || scripts.isEmpty()) {
            starter.unclear(start, read.problem().orElse("no script"));
        } else if (!read.has("sandbox") && !scripts.stream().allMatch(Interpreters::isPlainSed)) {
            starter.opaque(start, Opacity.INLINE_CODE, "runs a script that may start programs or write files");
        }
    }

    private static boolean isPlainSed(Term script) {
        if (!script.isKnown() || script.beginning().length() > 500) {
            return false;
        }
        for (String command : script.beginning().split("[;\n]", -1)) {
            String text = command.strip();
            if (!text.isEmpty() && !SED_SAFE.matcher(text).matches()) {
                return false;
            }
        }
        return true;
    }

    private static void database(Invocation start, Starter starter) {
        if (asksOnly(start)
                || (start.base().equals("psql")
                        && start.arguments().stream().allMatch(each -> each.is("-l") || each.is("--list"))
                        && !start.arguments().isEmpty())) {
            return;
        }
        starter.opaque(start, Opacity.INLINE_CODE, "runs statements that are judged at a database, not in a shell");
    }
}
