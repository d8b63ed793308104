package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One program as it is about to be started.
 *
 * @param words its name and what it is given
 * @param via what starts it
 * @param input where its standard input comes from
 * @param text its standard input, where that stands in the command
 * @param elsewhere whether it sees another file system, or is in another directory, than the command
 */
record Invocation(
        List<Term> words,
        List<String> via,
        Input input,
        Optional<Word> text,
        boolean elsewhere,
        List<String> assignments,
        int at) {
    Invocation {
        words = List.copyOf(words);
        via = List.copyOf(via);
    }

    Term name() {
        return words.get(0);
    }

    List<Term> arguments() {
        return words.subList(1, words.size());
    }

    /** The last part of the name, empty where it is not known. */
    String base() {
        String name = name().known().orElse("");
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** What this program starts: the words from an index of its arguments on. */
    Invocation inner(List<Term> command) {
        List<String> longer = new ArrayList<>(via);
        longer.add(base());
        return new Invocation(command, longer, input, text, elsewhere, List.of(), at);
    }

    Invocation moved() {
        return new Invocation(words, via, input, text, true, assignments, at);
    }

    Invocation reading(Input from) {
        return new Invocation(words, via, from, Optional.empty(), elsewhere, assignments, at);
    }
}
