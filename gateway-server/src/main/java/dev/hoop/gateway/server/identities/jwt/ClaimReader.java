package dev.hoop.gateway.server.identities.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the subject and its groups out of verified claims. A claim of another shape than configured is an error, not no groups. */
final class ClaimReader {
    private static final int LONGEST_NAME = 256;
    private static final int MOST_GROUPS = 1_000;

    private final JwtIssuer issuer;

    ClaimReader(JwtIssuer issuer) {
        this.issuer = issuer;
    }

    Subject subject(JWTClaimsSet claims) {
        Object name = find(claims.getClaims(), issuer.subjectClaim());
        if (!(name instanceof String text) || !isName(text)) {
            throw refused(issuer.subjectClaim(), "names no subject");
        }
        return new Subject(new SubjectName(issuer.subjectPrefix() + text), issuer.kind(), groups(claims));
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

    /** A claim by its whole name first, since names may hold dots, then by the path that the dots make. */
    private static @Nullable Object find(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object value = claims;
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private static GatewayException refused(String claim, String what) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, "the token is refused: its claim '" + claim + "' " + what);
    }
}
