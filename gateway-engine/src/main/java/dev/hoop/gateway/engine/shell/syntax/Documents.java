package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Script.Redirection;
import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import java.util.ArrayList;
import java.util.List;

/** Here-documents that have been announced and begin behind the end of the line. */
final class Documents {
    private record Announced(String delimiter, boolean isQuoted, boolean stripsTabs, List<Redirection> to, int index) {}

    private final Source source;
    private final ScriptReader scripts;
    private final boolean bash;
    private final List<Announced> announced = new ArrayList<>();

    Documents(Source source, ScriptReader scripts, boolean bash) {
        this.source = source;
        this.scripts = scripts;
        this.bash = bash;
    }

    /** The redirection takes its place now, and gets its text when the lines come. */
    void announce(String operator, Word delimiter, List<Redirection> redirections) throws SyntaxRefusal {
        String text = delimiter.literal().orElse("");
        if (text.isEmpty() || text.indexOf('\n') >= 0 || (!bash && text.indexOf('$') >= 0)) {
            throw source.refusal("the delimiter of a here-document is not a plain word");
        }
        announced.add(
                new Announced(text, delimiter.isQuoted(), operator.equals("<<-"), redirections, redirections.size()));
        redirections.add(new Redirection("<<", new Word(List.of(new Literal("", true)), source.place())));
    }

    int pending() {
        return announced.size();
    }

    void requireNone() throws SyntaxRefusal {
        requireOnly(0);
    }

    void requireOnly(int count) throws SyntaxRefusal {
        if (announced.size() != count) {
            throw source.refusal("a here-document does not begin on the line after its command");
        }
    }

    /** At the start of a line. */
    void read() throws SyntaxRefusal {
        List<Announced> all = List.copyOf(announced);
        announced.clear();
        for (Announced each : all) {
            each.to().set(each.index(), new Redirection("<<", text(each)));
        }
    }

    private Word text(Announced document) throws SyntaxRefusal {
        int start = source.place();
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = line();
            String content = document.stripsTabs() ? line.replaceFirst("^\t+", "") : line;
            if (content.equals(document.delimiter() + "\n")) {
                break;
            }
            text.append(content);
        }
        String whole = text.toString();
        if (document.isQuoted()) {
            return ScriptReader.literal(whole, start);
        }
        if (whole.contains("\\\n")) {
            throw source.refused("a line of a here-document is continued");
        }
        return new Word(scripts.document(whole, start), start);
    }

    /** The next line; the last one of a text ends with it. */
    private String line() throws SyntaxRefusal {
        int start = source.at();
        int c = source.raw();
        if (c == Source.END) {
            throw new SyntaxRefusal("a here-document has no end", source.place(), true);
        }
        while (c != '\n' && c != Source.END) {
            c = source.raw();
        }
        String line = source.slice(start);
        return c == Source.END ? line + "\n" : line;
    }
}
