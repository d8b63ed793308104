package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.engine.sql.token.LexicalSettings;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.Tokenized;
import dev.hoop.gateway.engine.sql.token.Tokenizer;
import dev.hoop.gateway.engine.sql.token.UnmodelledSettingException;
import java.util.stream.Collectors;

/** What statements that differ in their literals alone have in common. Holds no literal. */
final class StatementShape {
    private static final int LONGEST = 300;
    private static final String UNREAD = "a text that is not understood";

    private StatementShape() {}

    static String of(String text, SessionSettings settings) {
        try {
            return Tokenizer.tokenize(text, LexicalSettings.reported(settings.dialect(), settings.lexical()))
                    .match(StatementShape::of, refused -> UNREAD);
        } catch (UnmodelledSettingException e) {
            return UNREAD;
        }
    }

    private static String of(Tokenized.Understood understood) {
        String shape =
                understood.tokens().list().stream().map(StatementShape::word).collect(Collectors.joining(" "));
        return shape.length() <= LONGEST ? shape : shape.substring(0, LONGEST) + "…";
    }

    private static String word(Token token) {
        return switch (token.type()) {
            case STRING, BYTES, BITS, NUMBER, PARAMETER -> "?";
            case WORD, QUOTED_IDENTIFIER, VARIABLE, OPERATOR, PUNCTUATION -> token.text();
        };
    }
}
