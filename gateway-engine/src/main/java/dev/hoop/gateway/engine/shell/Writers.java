package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import dev.hoop.gateway.engine.shell.Options.Read;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What well-known programs write, remove and change, told by what they are given, so that rules on files meet them as they meet redirections.
 * Where such a program has an option that is not known here, or one that is computed, it may write anything. Of other programs nothing is
 * said.
 */
final class Writers {
    private static final Map<String, Writer> ALL = new HashMap<>();

    /** Nothing is kept there, or what keeps it is a redirection of its own. */
    private static final Set<String> NOWHERE = Set.of("-", "/dev/null", "/dev/stdout", "/dev/stderr");

    static final Term HERE = Term.of(".");

    /** What one program writes. */
    interface Writer {
        void tell(Invocation start, Found found);
    }

    /** Where it is told. */
    record Found(Invocation start, Gathering gathering) {
        void writes(Term path) {
            tell(FileOperation.WRITE, path, false);
        }

        void writesBelow(Term path) {
            tell(FileOperation.WRITE, path, true);
        }

        void anything() {
            tell(FileOperation.WRITE, Term.UNKNOWN, true);
        }

        void tell(FileOperation operation, Term path, boolean deep) {
            if (path.known().filter(NOWHERE::contains).isEmpty() && !isPipe(path)) {
                gathering.written(start, operation, path, deep);
            }
        }

        /** A process substitution: what reads from it is judged by itself. */
        private static boolean isPipe(Term path) {
            return path.pieces().equals(List.of(new Known("/dev/fd/"), Gap.SEGMENT));
        }
    }

    private static final Options CP = Options.of(
            "abdfiHlLnPpRrsTuvxZ",
            "St",
            "archive attributes-only backup debug copy-contents force interactive link dereference no-clobber no-dereference "
                    + "preserve parents recursive reflink remove-destination strip-trailing-slashes "
                    + "symbolic-link keep-directory-symlink no-target-directory update verbose one-file-system context help version",
            "suffix target-directory no-preserve sparse");
    private static final Options MV = Options.of(
            "bfinTuvZ",
            "St",
            "backup debug exchange force interactive no-clobber no-copy strip-trailing-slashes no-target-directory update "
                    + "verbose context help version",
            "suffix target-directory");
    private static final Options LN = Options.of(
            "bdFfiLnPrsTv",
            "St",
            "backup directory force interactive logical no-dereference physical relative symbolic no-target-directory "
                    + "verbose help version",
            "suffix target-directory");
    private static final Options INSTALL = Options.of(
            "bcCdDpsTvZ",
            "gmoSt",
            "backup compare debug directory preserve-timestamps strip no-target-directory verbose preserve-context context "
                    + "help version",
            "group mode owner suffix target-directory strip-program");

    static {
        operands("tee sponge", "", FileOperation.WRITE);
        operands("touch", "drt date reference time", FileOperation.WRITE);
        operands("truncate", "sr size reference", FileOperation.WRITE);
        operands("fallocate", "ol offset length", FileOperation.WRITE);
        operands("dos2unix unix2dos mkswap wipefs logsave", "", FileOperation.WRITE);
        operands("shred wipe srm", "ns iterations size random-source", FileOperation.WRITE, FileOperation.REMOVE);
        operands("rm unlink", "", FileOperation.REMOVE);
        operands("rmdir", "", FileOperation.RMDIR);
        operands("mkdir", "m mode", FileOperation.MKDIR);
        operands("mkfifo mknod", "m mode", FileOperation.WRITE);
        operands("chmod chown chgrp chattr setfacl chcon setcap", "", FileOperation.CHMOD);
        put(ALL, "cp", (start, found) -> copied(CP, start, found));
        put(ALL, "mv", Writers::moved);
        put(ALL, "ln", Writers::linked);
        put(ALL, "install", Writers::installed);
        put(ALL, "find", Writers::deleted);
        put(ALL, "sed gsed", Writers::edited);
        Outputs.addTo(ALL);
        Archives.addTo(ALL);
    }

    private Writers() {}

    static boolean know(String name) {
        return ALL.containsKey(name);
    }

    /** @param name under which the program is known */
    static void of(String name, Invocation start, Gathering gathering) {
        Writer writer = ALL.get(name.startsWith("mkfs.") ? "wipefs" : name);
        if (writer != null) {
            writer.tell(start, new Found(start, gathering));
        }
    }

    static void put(Map<String, Writer> writers, String names, Writer writer) {
        for (String name : names.split(" ", -1)) {
            writers.put(name, writer);
        }
    }

    /** Whatever is no option is meant. What follows an option with a value of its own is not. */
    private static void operands(String names, String valued, FileOperation... operations) {
        Set<String> values = Set.copyOf(Arrays.asList(valued.isEmpty() ? new String[0] : longAndShort(valued)));
        put(ALL, names, (start, found) -> {
            boolean deep = DeepPrograms.contain(start);
            for (Term path : operands(start.arguments(), values)) {
                for (FileOperation operation : operations) {
                    found.tell(operation, path, deep);
                }
            }
        });
    }

    /** The first word of single letters, and names behind it: {@code "drt date time"}. */
    private static String[] longAndShort(String valued) {
        List<String> all = new ArrayList<>();
        for (String word : valued.split(" ", -1)) {
            if (all.isEmpty()) {
                word.chars().forEach(letter -> all.add("-" + (char) letter));
            } else {
                all.add("--" + word);
            }
        }
        return all.toArray(String[]::new);
    }

    static List<Term> operands(List<Term> words, Set<String> valued) {
        List<Term> operands = new ArrayList<>();
        boolean options = true;
        for (int i = 0; i < words.size(); i++) {
            Term word = words.get(i);
            boolean option = options && word.isKnown() && !word.isOperand();
            if (!option) {
                operands.add(word);
            } else if (word.is("--")) {
                options = false;
            } else if (valued.contains(word.beginning())) {
                i++;
            }
        }
        return operands;
    }

    /** Answers what is copied; nothing where that is not known. */
    private static List<Term> copied(Options options, Invocation start, Found found) {
        Read read = options.anywhere(start.arguments());
        if (read.problem().isPresent()) {
            found.anything();
            return List.of();
        }
        List<Term> operands = read.rest();
        List<Options.Given> into = read.all("t", "target-directory");
        into.forEach(each -> found.writesBelow(each.value().orElse(Term.UNKNOWN)));
        if (!into.isEmpty()) {
            return operands;
        }
        boolean names = operands.size() > 1 || operands.stream().anyMatch(Term::several);
        if (names) { // a directory there takes files of their own names
            found.writesBelow(operands.get(operands.size() - 1));
        }
        return operands;
    }

    private static void moved(Invocation start, Found found) {
        copied(MV, start, found).forEach(each -> found.tell(FileOperation.RENAME, each, true));
    }

    private static void linked(Invocation start, Found found) {
        List<Term> operands = copied(LN, start, found);
        operands.forEach(each -> found.tell(FileOperation.LINK, each, true));
        if (operands.size() == 1) {
            found.writes(new Term(List.of(Gap.SEGMENT), false)); // its own name, here
        }
    }

    private static void installed(Invocation start, Found found) {
        Read read = INSTALL.anywhere(start.arguments());
        if (read.problem().isEmpty() && read.has("d", "directory")) {
            read.rest().forEach(each -> found.tell(FileOperation.MKDIR, each, true));
        } else {
            copied(INSTALL, start, found);
        }
    }

    /** Where the search begins stands before its tests. */
    private static void deleted(Invocation start, Found found) {
        List<Term> words = start.arguments();
        if (words.stream().noneMatch(word -> word.is("-delete"))) {
            return;
        }
        int roots = 0;
        for (Term word : words) {
            if (word.isOperand() || word.areOperands()) {
                found.tell(FileOperation.REMOVE, word, true);
                roots++;
            } else if (!word.isKnown() || !word.beginning().matches("-[HLP]|-O.*")) {
                break;
            }
        }
        if (roots == 0) {
            found.tell(FileOperation.REMOVE, HERE, true);
        }
    }

    private static void edited(Invocation start, Found found) {
        Read read = Interpreters.sedOptions(start.arguments());
        if (read.problem().isPresent()) {
            found.anything();
        } else if (read.has("i", "in-place")) {
            start.arguments().stream()
                    .filter(word -> word.beginning().matches("-(?:-i|[nErsuz]*i).*/.*"))
                    .forEach(copies -> found.anything()); // its copies go to a directory
            boolean apart = read.has("e", "expression", "f", "file");
            List<Term> files = read.rest();
            files.subList(apart || files.isEmpty() ? 0 : 1, files.size()).forEach(found::writes);
        }
    }

    /** Some file beside that one. */
    static Term beside(Term file) {
        List<Piece> pieces = new ArrayList<>(file.pieces());
        pieces.add(new Known("/../"));
        pieces.add(Gap.SEGMENT);
        return new Term(pieces, false);
    }

    /** All files whose names begin like that. */
    static Term beginning(Term prefix) {
        List<Piece> pieces = new ArrayList<>(prefix.pieces());
        pieces.add(Gap.SEGMENT);
        return new Term(pieces, false);
    }
}
