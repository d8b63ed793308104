package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Does what is asked under an {@code Idempotency-Key} once. The same again is answered as it was; another request under the same key is
 * refused (422), and one whose first has not been answered is told so (409). What was turned away before it began is not remembered; what
 * failed later, so that nobody knows what became of it, keeps its key and is not done again under it.
 */
final class Once {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int UNPROCESSABLE = 422;

    private final KeptAnswers kept;

    Once(KeptAnswers kept) {
        this.kept = kept;
    }

    void answer(Context http, Visitor visitor, Supplier<Answer> work) {
        String key = http.header(HEADER);
        if (key == null) {
            work.get().send(http);
            return;
        }
        if (!KEY.matcher(key).matches()) {
            Json.problem(
                    http,
                    400,
                    ErrorCode.INVALID_REQUEST,
                    HEADER + " is 1 to 200 visible characters of ASCII; use a random one for each thing you ask");
            return;
        }
        String subject = visitor.subject().name().value();
        String digest = digest(key);
        String asked = digest(http.method() + "\n" + http.path() + "\n" + reach(visitor) + "\n" + http.body());
        Optional<KeptAnswers.Known> known = kept.take(subject, digest, asked);
        if (known.isPresent()) {
            again(http, known.get(), asked);
        } else {
            first(subject, digest, work).send(http);
        }
    }

    /** Does the work for which the key was taken. */
    Answer first(String subject, String key, Supplier<Answer> work) {
        Optional<Answer> answer = Optional.empty();
        try {
            answer = Optional.of(work.get());
        } finally {
            if (answer.filter(Answer::isFinal).isPresent()) {
                kept.answered(subject, key, answer.get().status(), answer.get().repeated());
            } else if (answer.filter(Answer::isUnbegun).isPresent()) {
                kept.release(subject, key);
            }
        }
        return answer.get();
    }

    private static void again(Context http, KeptAnswers.Known known, String asked) {
        if (!known.asked().isEmpty() && !Secrets.same(known.asked(), asked)) {
            Json.problem(
                    http,
                    UNPROCESSABLE,
                    ErrorCode.INVALID_REQUEST,
                    "this " + HEADER + " was used for another request; use a new one for each thing you ask");
        } else if (known.status() == 0) {
            http.header("Retry-After", "2");
            Json.problem(
                    http,
                    409,
                    ErrorCode.INVALID_REQUEST,
                    "the first request under this " + HEADER
                            + " has not been answered, or has failed half-way; ask again, and if that goes on look what became of it and use a new key");
        } else {
            http.header("Idempotent-Replayed", "true");
            new Answer(known.status(), known.body(), known.body()).send(http);
        }
    }

    /** An answer is told again to who may as much as who got it; a narrower token of the same subject is another one. */
    private static String reach(Visitor visitor) {
        Subject subject = visitor.subject();
        return subject.scope().text().replace('\n', ' ') + "\n"
                + subject.groups().stream().sorted().collect(Collectors.joining(" "));
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Secrets.sha256(text));
    }
}
