package dev.hoop.gateway.server.doors.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.NonBlockingReader;

/**
 * Edits lines for a person at a terminal, within the gateway: nothing of a line leaves before it is whole. History and completion know what
 * was typed in this session, and nothing else. A pasted text is one text, to be looked at before it is sent. One thread reads; another feeds.
 */
final class LineEditor implements AutoCloseable {
    private static final int LONGEST_WORD = 100;
    private static final int MOST_WORDS = 2_000;
    private static final int HISTORY = 1_000;
    private static final long NOTHING_MORE_MILLIS = 1;

    private final LineDisciplineTerminal terminal;
    private final LineReader reader;
    private final ConcurrentSkipListSet<String> words = new ConcurrentSkipListSet<>();

    /** @param isUnfinished whether a text needs more lines */
    LineEditor(String type, int columns, int rows, OutputStream screen, Predicate<String> isUnfinished)
            throws IOException {
        terminal = new LineDisciplineTerminal("hoop", known(type), screen, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(Math.max(columns, 20), Math.max(rows, 5)));
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("hoop")
                .parser(parser(isUnfinished))
                .completer((line, parsed, candidates) -> words.tailSet(parsed.word()).stream()
                        .takeWhile(word -> word.startsWith(parsed.word()))
                        .limit(HISTORY)
                        .map(Candidate::new)
                        .forEach(candidates::add))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .variable(LineReader.HISTORY_SIZE, HISTORY)
                .variable(LineReader.BELL_STYLE, "none")
                .build();
        reader.getWidgets().remove(LineReader.EDIT_AND_EXECUTE_COMMAND); // it opens an editor on files of this machine
    }

    /** Descriptions of terminals that are at hand: for others a program of this machine would be started with a name from outside. */
    private static String known(String type) {
        Set<String> known = Set.of("xterm", "xterm-256color", "screen", "screen-256color", "rxvt", "ansi", "dumb");
        if (known.contains(type)) {
            return type;
        }
        return type.contains("256color") ? "xterm-256color" : "xterm";
    }

    private static Parser parser(Predicate<String> isUnfinished) {
        DefaultParser words = new DefaultParser();
        words.setEofOnUnclosedQuote(false);
        words.setEofOnEscapedNewLine(false);
        return new Parser() {
            @Override
            public ParsedLine parse(String line, int cursor, ParseContext context) {
                if (context == ParseContext.ACCEPT_LINE && isUnfinished.test(line)) {
                    throw new EOFError(-1, cursor, "more lines are needed");
                }
                return words.parse(line, cursor, ParseContext.COMPLETE);
            }
        };
    }

    /** What the person says; empty at the end of their input. Ctrl-C gives an empty text. */
    Optional<String> read(String prompt) {
        try {
            String text = reader.readLine(prompt);
            learn(text);
            return Optional.of(text);
        } catch (UserInterruptException interrupted) {
            return Optional.of("");
        } catch (EndOfFileException | java.io.IOError ended) {
            return Optional.empty();
        }
    }

    private void learn(String text) {
        for (String word : text.split("\\s+", -1)) {
            if (!word.isEmpty() && word.length() <= LONGEST_WORD && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
    }

    /** Takes what was typed; waits where nobody reads. */
    void feed(byte[] bytes) throws IOException {
        terminal.processInputBytes(bytes);
    }

    /** Forgets what was typed and has not been read. */
    void forget() {
        try {
            NonBlockingReader typed = terminal.reader();
            while (typed.peek(NOTHING_MORE_MILLIS) >= 0) {
                typed.read();
            }
        } catch (IOException closed) {
            // nothing is left to forget
        }
    }

    void resize(int columns, int rows) {
        terminal.setSize(Size.of(Math.max(columns, 20), Math.max(rows, 5)));
        terminal.raise(org.jline.terminal.Terminal.Signal.WINCH);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
