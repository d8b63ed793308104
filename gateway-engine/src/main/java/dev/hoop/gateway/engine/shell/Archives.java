package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Options.Read;
import dev.hoop.gateway.engine.shell.Writers.Found;
import dev.hoop.gateway.engine.shell.Writers.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Programs that write whole directories: what packs and unpacks, and what copies between hosts. */
final class Archives {
    private static final Options TAR = Options.of(
            "xctruAdjJzZamhklnopsSvwBGMOPRUW",
            "fCbgTXNVKLHFI",
            "extract get create list append update concatenate catenate delete diff compare gzip bzip2 xz zstd lzma lzip lzop auto-compress "
                    + "verbose verify keep-old-files overwrite skip-old-files unlink-first preserve-permissions same-permissions "
                    + "no-same-permissions same-owner no-same-owner numeric-owner sparse dereference absolute-names to-stdout touch "
                    + "one-file-system exclude-vcs exclude-caches wildcards no-wildcards anchored ignore-case no-recursion recursion null "
                    + "remove-files totals checkpoint show-transformed-names ignore-zeros multi-volume xattrs acls selinux keep-newer-files "
                    + "no-overwrite-dir recursive-unlink delay-directory-restore one-top-level backup help version",
            "file directory exclude exclude-from files-from listed-incremental strip-components transform xform owner group mode mtime "
                    + "newer after-date format label blocking-factor record-size suffix volno-file level occurrence warning sort");
    private static final Options RSYNC = Options.of(
            "0346aAbcCdDEgGhHikKlLmnNoOpPqrRsStuUvVWxXyzJI8",
            "BfMTe@",
            "acls append append-verify archive backup block-size checksum compress copy-dirlinks copy-links copy-unsafe-links cvs-exclude "
                    + "del delay-updates delete delete-after delete-before delete-delay delete-during delete-excluded delete-missing-args "
                    + "devices dirs dry-run existing executability fake-super force from0 fsync fuzzy group hard-links help human-readable "
                    + "ignore-errors ignore-existing ignore-missing-args ignore-times inc-recursive inplace ipv4 ipv6 itemize-changes "
                    + "keep-dirlinks links list-only mkpath munge-links no-motd no-owner no-group no-perms no-times no-compress no-relative "
                    + "no-recursive no-inc-recursive no-implied-dirs numeric-ids old-args old-compress omit-dir-times omit-link-times "
                    + "one-file-system open-noatime owner partial perms preallocate progress protect-args prune-empty-dirs quiet recursive "
                    + "relative remove-source-files remove-sent-files safe-links secluded-args sender server size-only sparse specials stats "
                    + "super times update verbose version whole-file write-devices xattrs",
            "bwlimit backup-dir chmod chown compare-dest compress-level contimeout copy-as copy-dest debug exclude exclude-from filter "
                    + "groupmap iconv include include-from info link-dest log-file log-file-format log-format max-alloc max-delete max-size "
                    + "min-size modify-window only-write-batch out-format outbuf partial-dir password-file port protocol rsh skip-compress "
                    + "sockopts stderr suffix temp-dir timeout usermap write-batch files-from address checksum-choice checksum-seed compress-choice");
    private static final Options UNZIP = Options.of("acfjlnopqtuvzCKLMVX:Z", "dPx", "", "");
    private static final Options SCP = Options.of("346ABCOpqRrTtvfd", "cDFiJloPSX", "", "");
    private static final Options GZIP = Options.of(
            "123456789acdfhklLnNqrtvVez",
            "SboT",
            "stdout to-stdout decompress uncompress force keep list no-name name quiet recursive rsyncable synchronous test verbose "
                    + "fast best compress extreme single-stream help license version rm",
            "suffix threads format");
    private static final Set<String> STDOUT = Set.of("c", "stdout", "to-stdout", "t", "test", "l", "list");

    private Archives() {}

    static void addTo(Map<String, Writer> writers) {
        Writers.put(writers, "tar gtar bsdtar", Archives::tar);
        Writers.put(
                writers,
                "gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd lz4 pigz uncompress",
                Archives::compressed);
        writers.put("rsync", Archives::rsync);
        writers.put("scp", Archives::scp);
        writers.put("unzip", Archives::unzip);
        writers.put("zip", Archives::zip);
        Writers.put(writers, "cpio pax patch", (start, found) -> found.anything());
    }

    private static void tar(Invocation start, Found found) {
        Read read = TAR.anywhere(bundled(start.arguments()));
        if (read.problem().isPresent()) {
            found.anything();
            return;
        }
        List<Term> directories = values(read, "C", "directory");
        if (read.has("x", "extract", "get") && !read.has("O", "to-stdout")) {
            if (read.has("P", "absolute-names")) {
                found.anything();
            }
            read.all("one-top-level").forEach(each -> each.value().ifPresent(found::writesBelow));
            (directories.isEmpty() ? List.of(Writers.HERE) : directories).forEach(found::writesBelow);
            if (directories.size() > 1) {
                found.anything(); // each is looked up from the one before
            }
        }
        if (read.has("c", "create", "r", "append", "u", "update", "A", "concatenate", "catenate", "delete")) {
            values(read, "f", "file").forEach(found::writes);
        }
        values(read, "g", "listed-incremental").forEach(found::writes);
        values(read, "volno-file").forEach(found::writes);
        if (read.has("remove-files")) {
            read.rest().forEach(each -> found.tell(FileOperation.REMOVE, each, true));
            directories.forEach(each -> found.tell(FileOperation.REMOVE, each, true));
        }
    }

    /** {@code tar xzfC archive directory} is {@code tar -x -z -f archive -C directory}. */
    private static List<Term> bundled(List<Term> words) {
        if (words.isEmpty()
                || !words.get(0).isKnown()
                || words.get(0).beginning().startsWith("-")) {
            return words;
        }
        List<Term> all = new ArrayList<>();
        int at = 1;
        for (char letter : words.get(0).beginning().toCharArray()) {
            all.add(Term.of("-" + letter));
            if (TAR.valued().indexOf(letter) >= 0 && at < words.size()) {
                all.add(words.get(at++));
            }
        }
        all.addAll(words.subList(at, words.size()));
        return all;
    }

    private static List<Term> values(Read read, String... names) {
        return read.all(names).stream().flatMap(each -> each.value().stream()).toList();
    }

    private static void rsync(Invocation start, Found found) {
        Read read = RSYNC.anywhere(start.arguments());
        boolean server =
                !start.arguments().isEmpty() && start.arguments().get(0).is("--server");
        if (server && read.problem().isPresent()) {
            boolean sends = start.arguments().stream().anyMatch(each -> each.is("--sender"));
            if (!sends && NameLists.read(start)) {
                found.anything();
            } else if (!sends) {
                found.writesBelow(start.arguments().get(start.arguments().size() - 1));
            }
            return;
        }
        if (read.problem().isPresent() || (server && NameLists.read(start) && !read.has("sender"))) {
            found.anything();
            return;
        }
        values(read, "log-file", "write-batch", "only-write-batch")
                .forEach(each -> found.writes(Writers.beginning(each)));
        values(read, "backup-dir", "partial-dir", "temp-dir", "T").forEach(found::writesBelow);
        List<Term> operands = read.rest();
        if (operands.size() > 1 || operands.stream().anyMatch(Term::several)) {
            Term last = operands.get(operands.size() - 1);
            if (!isElsewhere(last) && !read.has("sender")) {
                found.writesBelow(last);
            }
        }
        if (read.has("remove-source-files", "remove-sent-files")) {
            operands.forEach(each -> found.tell(FileOperation.REMOVE, each, true));
        }
    }

    /** {@code host:path}; a colon behind a slash is a part of a name. */
    private static boolean isElsewhere(Term operand) {
        return operand.beginning().matches("[^/]*:.*");
    }

    private static void scp(Invocation start, Found found) {
        Read read = SCP.anywhere(start.arguments());
        List<Term> operands = read.rest();
        if (read.problem().isPresent()) {
            found.anything();
        } else if (!operands.isEmpty() && !read.has("f")) {
            Term last = operands.get(operands.size() - 1);
            if (read.has("t") || !isElsewhere(last)) {
                found.writesBelow(last);
            }
        }
    }

    private static void unzip(Invocation start, Found found) {
        Read read = UNZIP.anywhere(start.arguments());
        if (read.problem().isPresent()) {
            found.anything();
        } else if (!read.has("l", "p", "t", "v", "z", "Z", "c")) {
            List<Term> directories = values(read, "d");
            (directories.isEmpty() ? List.of(Writers.HERE) : directories).forEach(found::writesBelow);
            if (read.has(":")) {
                found.anything(); // names with '..' are taken as they are
            }
        }
    }

    /** The archive comes first; what follows an option may be its value, so every word may be it. */
    private static void zip(Invocation start, Found found) {
        boolean moves = false;
        for (Term word : start.arguments()) {
            boolean option = word.isKnown() && !word.isOperand();
            moves |= option && word.beginning().matches("-[A-Za-z0-9]*m[A-Za-z0-9]*|--move");
            if (!option) {
                found.writes(Writers.beginning(word));
            }
        }
        if (moves) {
            Writers.operands(start.arguments(), Set.of()).forEach(each -> found.tell(FileOperation.REMOVE, each, true));
        }
    }

    /** What is packed takes the place of the file, under another name beside it. */
    private static void compressed(Invocation start, Found found) {
        Read read = GZIP.anywhere(start.arguments());
        if (read.problem().isPresent()) {
            found.anything();
            return;
        }
        values(read, "o").forEach(found::writes);
        if (STDOUT.stream().anyMatch(read::has)) {
            return;
        }
        for (Term file : read.rest()) {
            found.writesBelow(Writers.beside(file));
            if (!read.has("k", "keep")) {
                found.tell(FileOperation.REMOVE, file, read.has("r", "recursive"));
            }
        }
    }
}
