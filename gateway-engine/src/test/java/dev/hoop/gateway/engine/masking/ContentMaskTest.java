package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.ValueSink;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.detect.PhoneNumbers;
import dev.hoop.gateway.engine.masking.MaskRule.Kind;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMaskTest {
    private static final String CARD = "4111-1111-1111-1111";
    private static final MaskTools TOOLS =
            new MaskTools((domain, id) -> Optional.of(new byte[32]), PhoneNumbers.none());

    private static ContentRule rule(String name, MaskRule mask, Entity... entities) {
        return new ContentRule(name, mask, Set.of(entities), Set.of());
    }

    private static MaskRule mask(Kind kind, String... arguments) {
        return new MaskRule(kind, List.of(arguments));
    }

    private static Value shown(Value value, int width, Set<Entity> hinted, ContentRule... rules) {
        Column column = new Column(
                "c", "c", "t", "s", "d", Types.VARCHAR, "varchar", "java.lang.String", width, 0, width, 1, 0);
        Searched searched =
                new Searched(TOOLS.contentMask(List.of(rules)), hinted, new Redaction(column), Width.of(column));
        ValueSink seen = new ValueSink();
        value.writeTo(new MaskingSink(searched).before(seen));
        return seen.value();
    }

    private static Object shown(String text, MaskRule mask) {
        Value value = shown(new Value.Text(text), 0, Set.of(), rule("c", mask, Entity.CARD_NUMBER, Entity.EMAIL));
        return value instanceof Value.Text shown ? shown.value() : "NULL";
    }

    @ParameterizedTest
    @CsvSource({
        "REDACT, , pay redacted now",
        "KEEP_LAST, 4, pay ****1111 now",
        "KEEP_FIRST, 4, pay 4111**** now",
        "CARD, , pay ************1111 now",
        "EMAIL, , pay redacted now",
        "ROUND_NUMBER, 10, pay redacted now",
        "TRUNCATE_DATE, year, pay redacted now",
        "NULL, , NULL",
    })
    void onlyThePartThatIsFoundIsMasked(Kind kind, String argument, String expected) {
        MaskRule mask = argument == null ? mask(kind) : mask(kind, argument);
        assertThat(shown("pay " + CARD + " now", mask)).isEqualTo(expected);
    }

    @Test
    void equalPartsHashAlikeHoweverTheyAreWritten() {
        MaskRule hash = mask(Kind.HASH, "cards");
        Object dashes = shown(CARD, hash);

        assertThat(dashes).asString().hasSize(16).doesNotContain("1111");
        assertThat(shown("4111 1111 1111 1111", hash)).isEqualTo(dashes);
        assertThat(shown("４１１１１１１１１１１１１１１１", hash)).isEqualTo(dashes);
    }

    @Test
    void theFirstClassThatLooksForAnEntityMasksIt() {
        Value value = shown(
                new Value.Text(CARD + " a@example.com"),
                0,
                Set.of(),
                rule("cards", mask(Kind.KEEP_LAST, "4"), Entity.CARD_NUMBER),
                rule("all", MaskRule.REDACT, Entity.CARD_NUMBER, Entity.EMAIL));

        assertThat(value).isEqualTo(new Value.Text("****1111 redacted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"c\":4111111111111111,\"d\":1} | {\"c\":0,\"d\":1}",
                "[ 4111111111111111 ] | [ 0 ]",
                "{\"c\":\"4111111111111111\"} | {\"c\":\"redacted\"}",
                "{\"m\":\"a\\u0040example.com\"} | {\"m\":\"redacted\"}",
                "see 4111111111111111, ok | see redacted, ok",
            })
    void documentsStayDocuments(String text, String expected) {
        assertThat(shown(text, MaskRule.REDACT)).isEqualTo(expected);
    }

    @Test
    void whatNoLongerFitsIsRedactedWhole() {
        Value value = shown(new Value.Text("x a@b.de"), 8, Set.of(), rule("c", MaskRule.REDACT, Entity.EMAIL));

        assertThat(value).isEqualTo(new Value.Text("redacted"));
    }

    @Test
    void arraysBytesAndOwnTypesAreLookedInto() {
        ContentRule rule = rule("c", MaskRule.REDACT, Entity.EMAIL);
        Value nested = new Value.Array(
                "text",
                Arrays.asList(
                        new Value.Text("a@example.com"),
                        new Value.Array("text", List.of(new Value.Text("b@example.com"))),
                        new Value.Null()));

        assertThat(shown(nested, 0, Set.of(), rule))
                .isEqualTo(new Value.Array(
                        "text",
                        List.of(
                                new Value.Text("redacted"),
                                new Value.Array("text", List.of(new Value.Text("redacted"))),
                                new Value.Null())));
        Value own = new Value.Array("pair", List.of(new Value.Vendor("pair", "(1,a@example.com)")));
        assertThat(shown(own, 0, Set.of(), rule))
                .isEqualTo(new Value.Array("pair", List.of(new Value.Vendor("pair", "(1,redacted)"))));
        assertThat(shown(new Value.Bytes("é a@example.com".getBytes(UTF_8)), 0, Set.of(), rule))
                .isEqualTo(new Value.Bytes("é redacted".getBytes(UTF_8)));
        Value picture = new Value.Bytes(new byte[] {(byte) 0xff, 'a', '@', 'b', '.', 'd', 'e'});
        assertThat(shown(picture, 0, Set.of(), rule)).isEqualTo(picture);
    }

    @Test
    void numbersAreLookedAtOnlyWhereTheColumnSaysWhatTheyAre() {
        ContentRule rule = rule("c", MaskRule.REDACT, Entity.US_SSN);
        Value number = new Value.Int64(219099999);

        assertThat(shown(number, 0, Set.of(), rule)).isEqualTo(number);
        assertThat(shown(number, 0, Set.of(Entity.US_SSN), rule)).isEqualTo(new Value.Int64(0));
        assertThat(shown(new Value.Decimal(new BigDecimal("219099999")), 0, Set.of(Entity.US_SSN), rule))
                .isEqualTo(new Value.Decimal(BigDecimal.ZERO));
        assertThat(shown(new Value.Float64(219099999), 0, Set.of(Entity.US_SSN), rule))
                .isEqualTo(new Value.Float64(0));
        assertThat(shown(new Value.Int64(42), 0, Set.of(Entity.US_SSN), rule)).isEqualTo(new Value.Int64(42));
    }

    @Test
    void countsByClassWhatItMasked() {
        ContentMask content = TOOLS.contentMask(List.of(
                rule("cards", MaskRule.REDACT, Entity.CARD_NUMBER), rule("mails", MaskRule.REDACT, Entity.EMAIL)));

        assertThat(content.shown("x " + CARD + " a@example.com b@example.com"))
                .isEqualTo("x redacted redacted redacted");
        assertThat(content.counts()).isEqualTo(Map.of("cards", 1L, "mails", 2L));
    }
}
