package dev.hoop.gateway.server.assembly.control;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions about tokens as lists of texts, and their answers: {@code done, …} or {@code failed, code, message}. */
final class TokenQuestions {
    static final String ISSUE = "token-issue";
    static final String REGISTER = "key-register";
    static final String LIST = "token-list";
    static final String REVOKE = "token-revoke";
    static final String DONE = "done";

    /** How many texts are said of each token in a list. */
    private static final int LISTED = 10;

    private final TokenOffice tokens;

    TokenQuestions(TokenOffice tokens) {
        this.tokens = tokens;
    }

    List<String> answer(List<String> question) {
        try {
            return switch (question.isEmpty() ? "" : question.get(0)) {
                case ISSUE -> issue(question);
                case REGISTER -> register(question);
                case LIST -> list();
                case REVOKE -> List.of(DONE, Boolean.toString(tokens.revoke(question.get(1), question.get(2))));
                default ->
                    throw new GatewayException(
                            ErrorCode.INVALID_REQUEST,
                            "the running gateway does not know this command; use the command line of its own version");
            };
        } catch (GatewayException e) {
            return ControlServer.failure(e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            return ControlServer.failure(
                    new GatewayException(ErrorCode.INVALID_REQUEST, "the question is malformed", e));
        }
    }

    /** issue, subject, kind, by, life in seconds or empty, people by line, scope, groups… */
    static List<String> issueQuestion(Subject subject, String by, Optional<Duration> life) {
        return question(ISSUE, subject, by, life);
    }

    /** register, key, then as {@link #issueQuestion}. */
    static List<String> registerQuestion(Subject subject, String by, Optional<Duration> life, String key) {
        List<String> question = question(ISSUE, subject, by, life);
        question.addAll(0, List.of(REGISTER, key));
        return question;
    }

    private static List<String> question(String what, Subject subject, String by, Optional<Duration> life) {
        List<String> question = new ArrayList<>(List.of(
                what,
                subject.name().value(),
                subject.kind().name(),
                by,
                life.map(span -> Long.toString(span.toSeconds())).orElse(""),
                lines(subject.people()),
                subject.scope().text()));
        subject.groups().stream().sorted().forEach(question::add);
        return question;
    }

    private List<String> register(List<String> question) {
        List<String> whose = question.subList(2, question.size());
        return List.of(DONE, tokens.register(subject(whose), whose.get(3), life(whose), question.get(1)));
    }

    private List<String> issue(List<String> question) {
        TokenOffice.Fresh fresh = tokens.issue(subject(question), question.get(3), life(question));
        return List.of(DONE, fresh.id(), fresh.secret());
    }

    private static Subject subject(List<String> question) {
        Set<String> groups = question.stream().skip(7).collect(Collectors.toSet());
        return new Subject(
                new SubjectName(question.get(1)),
                Subject.Kind.valueOf(question.get(2)),
                groups,
                question.get(5).lines().collect(Collectors.toSet()),
                TokenScope.parse(question.get(6)));
    }

    private static Optional<Duration> life(List<String> question) {
        return Optional.of(question.get(4))
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static String lines(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining("\n"));
    }

    /** done, then per token: id, subject, kind, groups by line, by, created, expires or empty, revoked or empty, people by line, scope. */
    private List<String> list() {
        List<String> answer = new ArrayList<>(List.of(DONE));
        for (IssuedToken token : tokens.list()) {
            answer.add(token.id());
            answer.add(token.subject().name().value());
            answer.add(token.subject().kind().name());
            answer.add(lines(token.subject().groups()));
            answer.add(token.issuedBy());
            answer.add(token.createdAt().toString());
            answer.add(token.expiresAt().map(Instant::toString).orElse(""));
            answer.add(token.revokedAt().map(Instant::toString).orElse(""));
            answer.add(lines(token.subject().people()));
            answer.add(token.subject().scope().text());
        }
        return answer;
    }

    static List<IssuedToken> tokens(List<String> answer) {
        List<IssuedToken> tokens = new ArrayList<>();
        for (int i = 1; i + LISTED <= answer.size(); i += LISTED) {
            Subject subject = new Subject(
                    new SubjectName(answer.get(i + 1)),
                    Subject.Kind.valueOf(answer.get(i + 2)),
                    answer.get(i + 3).lines().collect(Collectors.toSet()),
                    answer.get(i + 8).lines().collect(Collectors.toSet()),
                    TokenScope.parse(answer.get(i + 9)));
            tokens.add(new IssuedToken(
                    answer.get(i),
                    subject,
                    answer.get(i + 4),
                    Instant.parse(answer.get(i + 5)),
                    instant(answer.get(i + 6)),
                    instant(answer.get(i + 7))));
        }
        return tokens;
    }

    private static Optional<Instant> instant(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
