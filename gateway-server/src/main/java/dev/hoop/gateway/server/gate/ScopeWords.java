package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How far a token reaches, in the words of policies. */
public final class ScopeWords {
    private ScopeWords() {}

    /**
     * What the words mean.
     *
     * @param kinds as a grant's {@code allow} names them
     * @throws GatewayException {@code INVALID_REQUEST} for a word that means no kind, or a name that no target can have
     */
    public static TokenScope read(Collection<String> targets, Collection<String> kinds) {
        return new TokenScope(
                targets.stream().map(ScopeWords::target).collect(Collectors.toSet()),
                kinds.stream().flatMap(word -> kinds(word).stream()).collect(Collectors.toSet()));
    }

    /**
     * The words of a list that was given; where it was left out there is none to check. No words mean everything, which a list that was given
     * and names nothing never meant.
     *
     * @param list what the list is called where it was given
     * @throws GatewayException {@code INVALID_REQUEST} when there are none
     */
    public static List<String> given(String list, List<String> words) {
        if (words.isEmpty()) {
            throw invalid("'" + list + "' names nothing; name at least one, or leave it out for all");
        }
        return words;
    }

    /** The names of its targets; none for all. */
    public static List<String> targets(TokenScope scope) {
        return scope.targets().stream().map(TargetName::value).sorted().toList();
    }

    /** The names of its kinds of statements; none for all. */
    public static List<String> kinds(TokenScope scope) {
        return scope.kinds().stream().map(StatementKind::policyName).sorted().toList();
    }

    private static TargetName target(String name) {
        if (name.isBlank() || name.lines().count() != 1 || !name.equals(name.strip())) {
            throw invalid("no target can have the name '" + name + "'");
        }
        return new TargetName(name);
    }

    private static Set<StatementKind> kinds(String word) {
        Set<StatementKind> kinds = KindWords.words().get(word);
        if (kinds == null) {
            throw invalid("'%s' is no kind of statements; write one of %s"
                    .formatted(word, String.join(", ", KindWords.words().keySet())));
        }
        return kinds;
    }

    private static GatewayException invalid(String what) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, what);
    }
}
