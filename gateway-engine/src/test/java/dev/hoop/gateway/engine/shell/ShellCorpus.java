package dev.hoop.gateway.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists of commands among the resources: a line each, a heading for what it shows, and a sign for the end of a line within a command. */
final class ShellCorpus {
    private static final Pattern HIDDEN = Pattern.compile("⟨([0-9a-f]+)⟩");

    /** One command, with its heading. */
    record Entry(String heading, String command) {
        @Override
        public String toString() {
            return command;
        }
    }

    private ShellCorpus() {}

    /** The lines as they stand in the list. */
    static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.isEmpty()).toList();
    }

    static List<Entry> of(String name) {
        List<Entry> entries = new ArrayList<>();
        String heading = "";
        for (String line : lines(name)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else {
                entries.add(new Entry(heading, command(line)));
            }
        }
        return entries;
    }

    /** Characters that cannot be seen stand in the list by their numbers. */
    private static String command(String line) {
        return HIDDEN.matcher(line.replace('␤', '\n').replace('␉', '\t'))
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    private static String text(String name) {
        try (InputStream in = ShellCorpus.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no list " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
