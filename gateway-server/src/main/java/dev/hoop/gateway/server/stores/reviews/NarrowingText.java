package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How narrowings stand in the state database. */
final class NarrowingText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NarrowingText() {}

    static String of(Optional<Narrowing> narrowing) {
        return narrowing.map(MAPPER::writeValueAsString).orElse("");
    }

    /** What cannot be understood leaves nothing. */
    static GrantReviews.Left left(String text) {
        try {
            return new GrantReviews.Left(Optional.of(MAPPER.readValue(text, Narrowing.class)));
        } catch (JacksonException | IllegalArgumentException e) {
            return new GrantReviews.Left(Optional.empty());
        }
    }

    /** For people. */
    static String words(String text) {
        return text.isEmpty()
                ? ""
                : left(text).left().map(Narrowing::words).orElse("nothing: what is left of it cannot be read");
    }
}
