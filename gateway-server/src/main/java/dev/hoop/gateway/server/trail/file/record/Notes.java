package dev.hoop.gateway.server.trail.file.record;

import java.util.ArrayList;
import java.util.List;

/** Signed checkpoints as they are kept: notes one after another, a blank line between them. */
public final class Notes {
    private Notes() {}

    /** A note as text. */
    public record Note(String text, String signature) {
        /**
         * What the text says.
         *
         * @throws MalformedLineException if the text is no checkpoint
         */
        public Checkpoint checkpoint() throws MalformedLineException {
            return Checkpoint.parse(text);
        }

        public boolean signedBy(CheckpointKey key) {
            return key.signed(text, signature.strip());
        }
    }

    /**
     * The one note that a text is.
     *
     * @throws MalformedLineException if it is anything else
     */
    public static Note single(String text) throws MalformedLineException {
        int end = text.lastIndexOf("\n\n");
        if (end < 0 || !text.endsWith("\n") || text.indexOf('\n', end + 2) != text.length() - 1) {
            throw new MalformedLineException("it is not one signed note");
        }
        return new Note(text.substring(0, end + 1), text.substring(end + 2, text.length() - 1));
    }

    /** What is appended to a file of notes. */
    public static String entry(String note) {
        return note + "\n";
    }

    /** Splits a file of notes. A last note that is not whole (the file was being written) is left out; one before it is not. */
    public static List<Note> split(String file) {
        List<Note> notes = new ArrayList<>();
        String[] paragraphs = file.split("\n\n", -1);
        for (int i = 0; i + 2 < paragraphs.length; i += 2) {
            notes.add(new Note(paragraphs[i] + "\n", paragraphs[i + 1]));
        }
        return notes;
    }
}
