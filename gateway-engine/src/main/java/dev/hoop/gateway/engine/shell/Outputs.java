package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Writers.Found;
import dev.hoop.gateway.engine.shell.Writers.Writer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Programs that are told by options where to write.
 *
 * @param letters options whose value is a file that is written
 * @param flags letters without a value
 * @param valued letters with a value that is no such file
 * @param names long options whose value is such a file
 * @param others long options that write nothing
 */
record Outputs(String letters, String flags, String valued, Set<String> names, Set<String> others) {
    static void addTo(Map<String, Writer> writers) {
        scanned(
                writers,
                "sort",
                "o",
                "bdfghiMnRrVcCmsuz",
                "kStT",
                "output",
                "ignore-leading-blanks dictionary-order ignore-case general-numeric-sort human-numeric-sort month-sort "
                        + "numeric-sort random-sort random-source reverse sort version-sort batch-size check debug key merge "
                        + "stable buffer-size field-separator temporary-directory parallel unique zero-terminated files0-from "
                        + "ignore-nonprinting help version");
        scanned(
                writers,
                "shuf",
                "o",
                "erz",
                "in",
                "output",
                "echo input-range head-count random-source repeat zero-terminated");
        scanned(
                writers,
                "iconv",
                "o",
                "clsV?",
                "ft",
                "output",
                "from-code to-code list silent verbose unicode-subst byte-subst widechar-subst version help");
        scanned(
                writers,
                "pg_dump pg_dumpall pg_restore",
                "fL",
                "abBcCgGloOrRsStxX1V?wW",
                "dehEIjnNpFPtTUZl",
                "file use-list",
                "data-only clean create schema-only table schema exclude-table exclude-schema if-exists no-owner no-privileges "
                        + "host port username dbname format jobs compress verbose globals-only roles-only inserts column-inserts "
                        + "blobs large-objects section no-password password superuser lock-wait-timeout list version help");
        Downloads.addTo(writers);
        scanned(writers, "tcpdump", "w", "AbdDefhHIJKlLnNOpqStuUvxX#", "BcCEFGijMmrsTVWyZ", "", "version");
        writers.put("dd", Outputs::dd);
        writers.put("openssl", Outputs::openssl);
        writers.put("git", Outputs::git);
        writers.put("git-receive-pack", (start, found) -> start.arguments().forEach(found::writesBelow));
        writers.put("uniq", (start, found) -> second(start, found, "fsw"));
        writers.put("xxd", (start, found) -> second(start, found, "cglnosR"));
        writers.put("split", Outputs::split);
        writers.put("csplit", (start, found) -> found.writes(Writers.beginning(Term.of(""))));
        behind(writers, "gcc g++ cc c++ clang clang++ ld as strip", "-o");
        behind(writers, "gpg gpg2", "-o", "--output", "--output=");
        behind(writers, "nmap", "-oN", "-oX", "-oG", "-oS", "-oA", "-oM");
        behind(writers, "ssh-keygen", "-f");
        writers.put("ssh", (start, found) -> wrapped(Containers.SSH, start, found, "E"));
        writers.put("time", (start, found) -> wrapped(TIME, start, found, "o", "output"));
        writers.put("strace", (start, found) -> wrapped(Wrappers.STRACE, start, found, "o", "output"));
    }

    private static final Options TIME = Options.of("apvq", "fo", "append portability verbose quiet", "format output");

    static Set<String> names(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
    }

    private static void scanned(
            Map<String, Writer> writers,
            String programs,
            String letters,
            String flags,
            String valued,
            String names,
            String others) {
        Writers.put(writers, programs, new Outputs(letters, flags, valued, names(names), names(others))::tell);
    }

    void tell(Invocation start, Found found) {
        List<Term> words = start.arguments();
        for (int i = 0; i < words.size(); i++) {
            Term word = words.get(i);
            Term next = i + 1 < words.size() ? words.get(i + 1) : Term.UNKNOWN;
            if (word.is("--")) {
                return;
            }
            if (!word.isKnown() && !word.isOperand() && !word.areOperands()) {
                option(word, found); // what is known of it may say where
                found.anything();
            } else if (word.isKnown() && word.beginning().startsWith("--")) {
                named(word, next, found);
            } else if (word.isKnown() && word.beginning().startsWith("-")) {
                lettered(word, next, found);
            }
        }
    }

    private void option(Term word, Found found) {
        int equals = word.beginning().indexOf('=');
        if (equals > 0) {
            found.writes(word.after(equals + 1));
        }
    }

    /** What follows an option is looked at as an option, too: at worst a file is named that is none. */
    private void named(Term word, Term next, Found found) {
        String text = word.beginning();
        int equals = text.indexOf('=');
        String name = text.substring(2, equals < 0 ? text.length() : equals);
        boolean output = names.stream().anyMatch(each -> each.startsWith(name)) && !others.contains(name);
        if (output) {
            told(equals < 0 ? next : word.after(equals + 1), name, found);
        } else if (others.stream().noneMatch(each -> each.startsWith(name) || name.equals("no-" + each))) {
            found.anything();
        }
    }

    private void lettered(Term word, Term next, Found found) {
        String text = word.beginning();
        for (int i = 1; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letters.indexOf(letter) >= 0) {
                told(i + 1 < text.length() ? word.after(i + 1) : next, Character.toString(letter), found);
                return;
            }
            if (valued.indexOf(letter) >= 0) {
                return;
            }
            if (flags.indexOf(letter) < 0) {
                found.anything();
                return;
            }
        }
    }

    private static void told(Term path, String option, Found found) {
        boolean directory = option.equals("P") || option.startsWith("output-d") || option.startsWith("dir");
        if (directory) {
            found.writesBelow(path);
        } else {
            found.writes(path);
        }
    }

    /** A file behind one of these options, or in the same word. */
    private static void behind(Map<String, Writer> writers, String programs, String... options) {
        Writer writer = (start, found) -> {
            List<Term> words = start.arguments();
            for (int i = 0; i < words.size(); i++) {
                Term word = words.get(i);
                for (String option : options) {
                    if (word.is(option)) {
                        found.writes(i + 1 < words.size() ? words.get(i + 1) : Term.UNKNOWN);
                    } else if (word.beginning().startsWith(option)) {
                        found.writes(word.after(option.length()));
                    }
                }
                if (!word.isKnown() && !word.isOperand() && !word.areOperands()) {
                    found.anything();
                }
            }
        };
        Writers.put(writers, programs, writer);
    }

    private static void dd(Invocation start, Found found) {
        for (Term word : start.arguments()) {
            if (word.beginning().startsWith("of=")) {
                found.writes(word.after(3));
            } else if (!word.isKnown() && !word.beginning().contains("=")) {
                found.anything();
            }
        }
    }

    /** Options that name a file to be written, of whichever of its commands. */
    private static final Set<String> OPENSSL = Set.of(
            "-out",
            "-keyout",
            "-writerand",
            "-outdir",
            "-CAserial",
            "-sess_out",
            "-keylogfile",
            "-msgcert",
            "-certsout",
            "-cacertsout",
            "-extracertsout",
            "-tokenout");

    private static void openssl(Invocation start, Found found) {
        List<Term> words = start.arguments();
        for (int i = 0; i < words.size(); i++) {
            Term word = words.get(i);
            String name = word.beginning().startsWith("--") ? word.beginning().substring(1) : word.beginning();
            if (!word.isKnown() && !word.isOperand()) {
                found.anything();
            } else if (OPENSSL.contains(name) && i + 1 < words.size()) {
                found.writesBelow(words.get(i + 1));
            }
        }
    }

    /** What changes the files of the place it is in. */
    private static final Set<String> GIT_CHANGES = names(
            "checkout switch restore pull merge reset clean rm mv apply am stash cherry-pick revert rebase sparse-checkout");

    /** What it writes beside the repository it is in: {@code --output} of what shows differences, archives, new places. */
    private static void git(Invocation start, Found found) {
        List<Term> words = start.arguments();
        Set<String> known =
                words.stream().flatMap(word -> word.known().stream()).collect(Collectors.toSet());
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).beginning();
            Optional<Term> next = i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.length() > 4 && "--output-directory".startsWith(name)) {
                found.writesBelow(
                        equals < 0 ? next.orElse(Term.UNKNOWN) : words.get(i).after(equals + 1));
            } else if (text.startsWith("-o") && (known.contains("archive") || known.contains("format-patch"))) {
                found.writesBelow(text.length() > 2 ? words.get(i).after(2) : next.orElse(Term.UNKNOWN));
            }
        }
        List<Term> operands =
                Writers.operands(words, Set.of("-C", "-b", "--branch", "--depth", "-j", "--jobs", "-o", "--origin"));
        boolean changes = !Collections.disjoint(known, GIT_CHANGES);
        if (changes) {
            int at = words.indexOf(Term.of("-C"));
            found.writesBelow(at >= 0 && at + 1 < words.size() ? words.get(at + 1) : Writers.HERE);
            if (words.lastIndexOf(Term.of("-C")) != at) {
                found.anything(); // each is looked up from the one before
            }
        }
        boolean places = known.contains("clone")
                || known.contains("init")
                || known.contains("worktree")
                || known.contains("bundle");
        if (places && operands.size() > 1) {
            operands.subList(1, operands.size()).stream()
                    .filter(word -> !word.beginning().contains(":"))
                    .forEach(found::writesBelow);
        }
    }

    private static void second(Invocation start, Found found, String valued) {
        Set<String> values =
                valued.chars().mapToObj(letter -> "-" + (char) letter).collect(Collectors.toSet());
        List<Term> operands = Writers.operands(start.arguments(), values);
        boolean several = operands.stream().anyMatch(Term::several);
        if (several) {
            found.anything();
        } else if (operands.size() > 1) {
            found.writes(operands.get(1));
        }
    }

    private static void split(Invocation start, Found found) {
        List<Term> operands = Writers.operands(start.arguments(), Set.of("-a", "-b", "-C", "-l", "-n", "-t"));
        if (operands.stream().anyMatch(Term::several)) {
            found.anything();
        } else {
            found.writes(Writers.beginning(operands.size() > 1 ? operands.get(1) : Term.of("x")));
        }
    }

    /** A file for what is told about the program behind the options. */
    private static void wrapped(Options options, Invocation start, Found found, String... files) {
        Options.Read read = options.leading(start.arguments());
        if (read.problem().isPresent()) {
            found.anything();
        }
        read.all(files).forEach(each -> found.writes(each.value().orElse(Term.UNKNOWN)));
    }
}
