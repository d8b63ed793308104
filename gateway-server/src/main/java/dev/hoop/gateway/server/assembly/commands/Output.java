package dev.hoop.gateway.server.assembly.commands;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How a command prints what it found. */
final class Output {
    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = Words.class,
            description = "for people, or for programs (default: ${DEFAULT-VALUE})")
    private Form form = Form.TEXT;

    /** The forms there are. */
    enum Form {
        TEXT,
        JSON
    }

    boolean isJson() {
        return form == Form.JSON;
    }

    /** In lower case, as one types them. */
    static final class Words implements ITypeConverter<Form> {
        @Override
        public Form convert(String word) {
            return Form.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
