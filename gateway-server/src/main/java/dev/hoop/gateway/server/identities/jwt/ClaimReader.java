package dev.hoop.gateway.server.identities.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the subject and its groups out of verified claims. A claim of another shape than configured is an error, not no groups. */
final class ClaimReader {
    private static final int LONGEST_NAME = 256;
    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_ACTORS = 8;

    private final JwtIssuer issuer;

    ClaimReader(JwtIssuer issuer) {
        this.issuer = issuer;
    }

    Subject subject(JWTClaimsSet claims) {
        String account = issuer.subjectPrefix() + name(claims.getClaims(), issuer.subjectClaim());
        Set<String> people = people(claims.getClaims());
        Set<String> groups = groups(claims);
        if (issuer.accounts().workloads().isEmpty()) {
            return new Subject(new SubjectName(account), issuer.kind(), groups, people);
        }
        Workload workload = issuer.accounts().workloads().stream()
                .filter(each -> each.fits(claim -> find(claims.getClaims(), claim)))
                .findFirst()
                .orElseThrow(
                        () -> new GatewayException(
                                ErrorCode.LOGIN_FAILED,
                                "the token is refused: its claims fit none of the workloads that are let in from its identity provider"));
        groups.addAll(workload.groups());
        return new Subject(new SubjectName(workload.subject()), issuer.kind(), groups, people);
    }

    private static String name(Map<String, Object> claims, String claim) {
        Object name = find(claims, claim);
        if (!(name instanceof String text) || !isName(text)) {
            throw refused(claim, "names no subject");
        }
        return text;
    }

    /** The person whose account it is, and everybody who acts through it (RFC 8693, section 4.1). */
    private Set<String> people(Map<String, Object> claims) {
        Set<String> people = new HashSet<>();
        if (!issuer.accounts().personClaim().isEmpty()) {
            people.add(name(claims, issuer.accounts().personClaim()).toLowerCase(Locale.ROOT));
        }
        Object actor = claims.get("act");
        for (int depth = 0; actor != null; depth++) {
            if (depth == MOST_ACTORS || !(actor instanceof Map<?, ?> acting)) {
                throw refused("act", "does not name who acts");
            }
            if (!(acting.get("sub") instanceof String text) || !isName(text)) {
                throw refused("act", "does not name who acts");
            }
            people.add(issuer.subjectPrefix() + text);
            actor = acting.get("act");
        }
        return people;
    }

    private Set<String> groups(JWTClaimsSet claims) {
        if (issuer.groupsClaim().isEmpty()) {
            return Set.of();
        }
        Object value = find(claims.getClaims(), issuer.groupsClaim());
        Set<String> groups = new HashSet<>();
        if (value instanceof Collection<?> names && names.size() <= MOST_GROUPS) {
            for (Object each : names) {
                add(each, groups);
            }
        } else if (value != null) {
            throw refused(issuer.groupsClaim(), "is not a list of at most " + MOST_GROUPS + " groups");
        }
        return groups;
    }

    private void add(@Nullable Object each, Set<String> groups) {
        if (!(each instanceof String group) || !isName(group)) {
            throw refused(issuer.groupsClaim(), "holds something that is not a group's name");
        }
        String ours = issuer.groups().isEmpty() ? group : issuer.groups().get(group);
        if (ours != null) {
            groups.add(ours);
        }
    }

    /** A claim by its whole name first, since names may hold dots, then by the path that the dots make; {@code kubernetes.io} is one step. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return find(inner, path.substring(dot + 1));
            }
        }
        return null;
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private static GatewayException refused(String claim, String what) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, "the token is refused: its claim '" + claim + "' " + what);
    }
}
