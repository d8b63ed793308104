package dev.hoop.gateway.server.connectors.ssh;

import java.nio.charset.StandardCharsets;

/**
 * What a gated shell runs itself, for bash and for the POSIX family.
 *
 * <p>It shows that it is ready by a mark that no program's output passes for: {@code ESC ] 7711 ; key ; nonce ; status ; directory BEL}.
 * The nonce is the session's. The key is drawn anew each time, after everything that ran has ended, and shown to the gateway alone; only
 * lines that begin with it are taken, all others are thrown away. So nothing that a program or a person puts into the terminal's input
 * while something runs is ever read as a command. Its variables have names that nobody can guess. Where it is, it asks the system by a
 * program: shells remember a name that links and renamed directories make wrong.
 */
final class ShellScript {
    /** With what every mark begins. */
    static final byte[] MARK = "\u001b]7711;".getBytes(StandardCharsets.US_ASCII);

    static final byte MARK_END = 7;
    static final int KEY = 32;

    private static final int PIECE = 900;

    /** Waits for its first line without echo, and becomes what that says. Nothing secret stands in it: lists of processes show it. */
    private static final String FIRST =
            "stty -echo -ixon 2>/dev/null; printf '\\033]7711;ready\\007'; IFS= read -r hoop && eval \"$hoop\"";

    private static final String LOOP = """
            unset hoop; trap '@S=130; continue 99' INT; trap '' TSTP TTIN TTOU QUIT; \
            stty -echo icanon isig -ixon susp undef quit undef 2>/dev/null; @G=$(stty -g); @S=0; @N=$(printf '\\nx'); @N=${@N%x}; @D=; @L=; \
            while :; do stty "$@G" 2>/dev/null; \
            @K=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n'); case ${#@K} in 32) ;; *) exit 125;; esac; \
            @D=$(env pwd -P; echo x); @D=${@D%?x}; case $@D in *[!A-Za-z0-9/._+@=,~-]*|'') @D='?';; esac; \
            printf '\\033]7711;%s;@X;%s;%s\\007' "$@K" "$@S" "$@D"; @T=; @M=; \
            while :; do if IFS= read -r @L; then case $@L in \
            "$@K+"*) @T=$@T${@L#*+};; "$@K/"*) @T=$@T${@L#*/}$@N;; "$@K!") break;; "$@K?") @M=t; break;; esac; \
            else [ $? -gt 128 ] || exit; fi; done; @K=; \
            case $@M in t) stty echo 2>/dev/null; command eval "$@T"; @S=$?;; *) command eval "$@T" </dev/null; @S=$?;; esac; done
            """;

    private ShellScript() {}

    static String first(boolean bash) {
        return bash
                ? "BASH_ENV= ENV= exec bash --noprofile --norc -c '" + quoted(FIRST) + "'"
                : "ENV= exec sh -c '" + quoted(FIRST) + "'";
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    /**
     * The line that the first one waits for.
     *
     * @param names with what the names of its variables begin
     */
    static byte[] loop(String names, String nonce) {
        return (LOOP.replace("@X", nonce).replace("@", names).strip() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The lines that say a construct, in pieces that a terminal takes. */
    static byte[] construct(String key, String text, boolean keys, int lastStatus) {
        StringBuilder lines = new StringBuilder();
        if (lastStatus != 0) {
            lines.append(key).append("/(exit ").append(lastStatus).append(")\n");
        }
        for (String line : text.split("\n", -1)) {
            int from = 0;
            while (line.length() - from > PIECE) {
                int to = from + PIECE - (Character.isHighSurrogate(line.charAt(from + PIECE - 1)) ? 1 : 0);
                lines.append(key).append('+').append(line, from, to).append('\n');
                from = to;
            }
            lines.append(key).append('/').append(line, from, line.length()).append('\n');
        }
        lines.append(key).append(keys ? '?' : '!').append('\n');
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
