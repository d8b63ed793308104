package dev.hoop.gateway.engine.sql.token;

/** Keeps count of open brackets, so that depth is bounded and no statement ends inside one. */
final class Brackets {

    private final char[] open;

    private int depth;

    Brackets(int maxDepth) {
        this.open = new char[maxDepth];
    }

    void see(Token token) throws LexicalRefusal {
        switch (token.value().charAt(0)) {
            case '(' -> push(')', token);
            case '[' -> push(']', token);
            case '{' -> push('}', token);
            case ')', ']', '}' -> pop(token);
            case ';' -> end(token.start());
            default -> {}
        }
    }

    void end(int offset) throws LexicalRefusal {
        if (depth != 0) {
            throw new LexicalRefusal("a bracket is not closed before the statement ends", offset);
        }
    }

    private void push(char closing, Token token) throws LexicalRefusal {
        if (depth == open.length) {
            throw new LexicalRefusal("brackets are nested too deeply", token.start());
        }
        open[depth++] = closing;
    }

    private void pop(Token token) throws LexicalRefusal {
        if (depth == 0 || open[--depth] != token.value().charAt(0)) {
            throw new LexicalRefusal("a closing bracket has no opening one", token.start());
        }
    }
}
