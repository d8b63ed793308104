package dev.hoop.gateway.engine.sql.token;

import java.util.function.Function;

/** The tokenizer's answer: either the whole text is understood, or none of it is. */
public sealed interface Tokenized permits Tokenized.Understood, Tokenized.Refused {

    <R> R match(Function<Understood, R> understood, Function<Refused, R> refused);

    /** Every character has a place in a token, a blank or a comment, as the database sees it. */
    record Understood(Tokens tokens) implements Tokenized {
        @Override
        public <R> R match(Function<Understood, R> understood, Function<Refused, R> refused) {
            return understood.apply(this);
        }
    }

    /**
     * The text must not run.
     *
     * @param reason what is wrong and how to write it instead; never quotes the text
     * @param offset the UTF-16 offset where understanding ended
     */
    record Refused(String reason, int offset) implements Tokenized {
        @Override
        public <R> R match(Function<Understood, R> understood, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
