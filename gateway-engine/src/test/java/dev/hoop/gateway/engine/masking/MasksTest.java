package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.ValueSink;
import dev.hoop.gateway.engine.masking.MaskRule.Kind;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each mask shows, and what it must never show. Random values come from a fixed seed. */
final class MasksTest {
    private static final int ROUNDS = 2_000;
    private static final MaskKeys KEYS = (domain, id) -> Optional.of(
            (id + "key of " + domain + " ".repeat(32)).substring(0, 32).getBytes(UTF_8));

    private final Random random = new Random(20_260_101);

    static List<MaskRule> rules() {
        return List.of(
                MaskRule.REDACT,
                rule(Kind.NULL),
                rule(Kind.KEEP_FIRST, "2"),
                rule(Kind.KEEP_LAST, "4"),
                rule(Kind.EMAIL),
                rule(Kind.CARD),
                rule(Kind.HASH, "people"),
                rule(Kind.ROUND_NUMBER, "1000"),
                rule(Kind.TRUNCATE_DATE, "year"),
                rule(Kind.TRUNCATE_DATE, "month"));
    }

    private static MaskRule rule(Kind kind, String... arguments) {
        return new MaskRule(kind, List.of(arguments));
    }

    private static Column column(int jdbcType, String typeName, int precision) {
        return new Column(
                "c", "c", "t", "s", "d", jdbcType, typeName, "java.lang.Object", precision, 2, precision, 1, 0);
    }

    private static Value masked(MaskRule rule, Column column, Value value) {
        ValueSink seen = new ValueSink();
        value.writeTo(new MaskingSink(Disguises.of(rule, column, KEYS)).before(seen));
        return seen.value();
    }

    private static String text(MaskRule rule, String value) {
        return text(rule, value, 0);
    }

    private static String text(MaskRule rule, String value, int width) {
        Value seen = masked(rule, column(Types.VARCHAR, "varchar", width), new Value.Text(value));
        return seen instanceof Value.Text shown ? shown.value() : "NULL";
    }

    @Test
    void hiddenCellsAreAlikeWhateverTheyHeld() {
        for (int type : List.of(
                Types.VARCHAR, Types.INTEGER, Types.BOOLEAN, Types.DECIMAL, Types.DATE, Types.TIMESTAMP, Types.OTHER)) {
            Column column = column(type, "", 0);
            Value shown = masked(MaskRule.HIDE, column, new Value.Null());

            assertThat(masked(MaskRule.HIDE, column, new Value.Text("secret"))).isEqualTo(shown);
            assertThat(masked(MaskRule.HIDE, column, new Value.Int64(7))).isEqualTo(shown);
            assertThat(masked(MaskRule.HIDE, column, new Value.Bool(true))).isEqualTo(shown);
        }
        assertThat(masked(MaskRule.HIDE, column(Types.VARCHAR, "text", 0), new Value.Null()))
                .isEqualTo(new Value.Text("redacted"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyTypeKeepsItsTypeOrBecomesNull(MaskRule rule) {
        for (int i = 0; i < ROUNDS; i++) {
            Value value = anything();
            Value seen = masked(rule, column(type(value), "x", 0), value);

            assertThat(seen)
                    .as("%s of %s", rule, value.getClass().getSimpleName())
                    .satisfiesAnyOf(
                            shown -> assertThat(shown).isInstanceOf(value.getClass()),
                            shown -> assertThat(shown).isInstanceOf(Value.Null.class));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nullStaysNull(MaskRule rule) {
        assertThat(masked(rule, column(Types.VARCHAR, "varchar", 0), new Value.Null()))
                .isInstanceOf(Value.Null.class);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noTextOutgrowsItsColumn(MaskRule rule) {
        for (int i = 0; i < ROUNDS; i++) {
            int width = 1 + random.nextInt(30);
            String seen = text(rule, word(random.nextInt(width + 1)), width);

            if (!seen.equals("NULL")) {
                assertThat(seen.codePointCount(0, seen.length())).isLessThanOrEqualTo(width);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void valuesThatDifferOnlyInWhatIsHiddenLookTheSame(MaskRule rule) {
        if (rule.kind() == Kind.HASH) {
            return; // telling values apart is what it is for
        }
        for (int i = 0; i < ROUNDS; i++) {
            String start = word(2);
            String end = word(4);
            String one = start + word(6 + random.nextInt(9)) + end;
            String other = start + word(6 + random.nextInt(9)) + end;

            assertThat(text(rule, one)).isEqualTo(text(rule, other));
        }
    }

    @Test
    void redactionShowsNeitherContentNorLength() {
        for (int i = 0; i < ROUNDS; i++) {
            Value one = anything();
            Column column = column(type(one), "x", 0);

            assertThat(masked(MaskRule.REDACT, column, one)).isEqualTo(masked(MaskRule.REDACT, column, like(one)));
        }
    }

    @Test
    void atMostHalfOfATextShows() {
        for (int i = 0; i < ROUNDS; i++) {
            int count = 1 + random.nextInt(8);
            String value = word(random.nextInt(20));
            int length = value.codePointCount(0, value.length());

            assertThat(text(rule(Kind.KEEP_LAST, "" + count), value))
                    .isEqualTo(length >= 2 * count ? "****" + last(value, count) : "redacted");
            assertThat(text(rule(Kind.KEEP_FIRST, "" + count), value))
                    .isEqualTo(length >= 2 * count ? first(value, count) + "****" : "redacted");
        }
    }

    @Test
    void charactersBeyondTheBasicPlaneAreNotCutInHalves() {
        assertThat(text(rule(Kind.KEEP_LAST, "2"), "😀😁😂😃")).isEqualTo("****😂😃");
        assertThat(text(rule(Kind.KEEP_FIRST, "1"), "😀😁")).isEqualTo("😀****");
    }

    @Test
    void paddingOfCharColumnsIsNoCharacter() {
        assertThat(text(rule(Kind.KEEP_LAST, "4"), "1234      ")).isEqualTo("redacted");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, a***@***.org",
        "al@example.org, ***@***.org",
        "a@b.c, ***@***.c",
        "no address, redacted",
        "@example.org, redacted",
        "ada@, redacted",
        "ada@localhost, a***@***",
        "ada@secret.a1b2c3d4e5, a***@***",
        "\"odd@name\"@example.com, \"***@***.com",
    })
    void addressShowsALetterAndACommonEnding(String value, String shown) {
        assertThat(text(rule(Kind.EMAIL), value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "4111 1111 1111 1234, ************1234",
        "4111-1111-1111-1234, ************1234",
        "411111111111, ************1111",
        "41111111111, redacted",
        "41111111111111112222, redacted",
        "4111x11111111234, redacted",
    })
    void cardShowsItsLastFourDigits(String value, String shown) {
        assertThat(text(rule(Kind.CARD), value)).isEqualTo(shown);
    }

    @Test
    void hashIsEqualForEqualValuesOfOneDomainAndForNoOthers() {
        MaskRule people = rule(Kind.HASH, "people");

        assertThat(text(people, "078-05-1120")).isEqualTo(text(people, " 078 05 1120 "));
        assertThat(text(people, "Ada")).isEqualTo(text(people, "ADA"));
        assertThat(text(people, "1.5")).isNotEqualTo(text(people, "15"));
        assertThat(text(people, "1/11")).isNotEqualTo(text(people, "11/1"));
        assertThat(text(people, "Ada"))
                .isNotEqualTo(text(people, "Ida"))
                .isNotEqualTo(text(rule(Kind.HASH, "staff"), "Ada"))
                .isNotEqualTo(text(rule(Kind.HASH, "people", "old"), "Ada"))
                .matches("[A-Z2-7]{16}");
    }

    @Test
    void hashThatFitsNotTellsNothing() {
        assertThat(text(rule(Kind.HASH, "people"), "078-05-1120", 11)).isEqualTo("NULL");
        assertThat(masked(rule(Kind.HASH, "people"), column(Types.SMALLINT, "int2", 0), new Value.Int64(7)))
                .isEqualTo(new Value.Int64(0));
    }

    @Test
    void columnsOfUnlikeTypeAndWidthHashAlike() {
        MaskRule people = rule(Kind.HASH, "people");
        Value text = new Value.Text("078-05-1120");
        Value wide = masked(people, column(Types.LONGVARCHAR, "text", 0), text);
        Value number = new Value.Int64(78_051_120);
        Value whole = new Value.Decimal(new BigDecimal("78051120"));

        assertThat(masked(people, column(Types.VARCHAR, "varchar", 16), text)).isEqualTo(wide);
        assertThat(masked(people, column(Types.CHAR, "bpchar", 40), new Value.Text("078 05 1120   ")))
                .isEqualTo(wide);
        long big = ((Value.Int64) masked(people, column(Types.BIGINT, "int8", 19), number)).value();
        assertThat(big).isBetween(0L, 999_999_999_999_999_999L);
        assertThat(masked(people, whole(30), whole)).isEqualTo(new Value.Decimal(BigDecimal.valueOf(big)));
        long small = ((Value.Int64) masked(people, column(Types.INTEGER, "int4", 10), number)).value();
        assertThat(small).isBetween(0L, 999_999_999L);
        assertThat(masked(people, whole(12), whole)).isEqualTo(new Value.Decimal(BigDecimal.valueOf(small)));
        assertThat(masked(people, whole(8), whole)).isEqualTo(new Value.Decimal(BigDecimal.ZERO));
    }

    private static Column whole(int precision) {
        return new Column(
                "c", "c", "t", "s", "d", Types.NUMERIC, "numeric", "java.lang.Object", precision, 0, precision, 1, 0);
    }

    @Test
    void hashWithoutAKeyRedacts() {
        ValueSink seen = new ValueSink();
        new Value.Text("Ada")
                .writeTo(new MaskingSink(Disguises.of(
                                rule(Kind.HASH, "people"), column(Types.VARCHAR, "varchar", 0), MaskKeys.none()))
                        .before(seen));

        assertThat(seen.value()).isEqualTo(new Value.Text("redacted"));
    }

    @Test
    void numbersAreRoundedTowardsZeroInTheirOwnScale() {
        MaskRule thousands = rule(Kind.ROUND_NUMBER, "1000");
        Column number = column(Types.NUMERIC, "numeric", 10);

        assertThat(masked(thousands, number, new Value.Decimal(new BigDecimal("12345.67"))))
                .isEqualTo(new Value.Decimal(new BigDecimal("12000.00")));
        assertThat(masked(thousands, number, new Value.Int64(-12345))).isEqualTo(new Value.Int64(-12000));
        assertThat(masked(thousands, number, new Value.Int64(Long.MIN_VALUE)))
                .isEqualTo(new Value.Int64(-9_223_372_036_854_775_000L));
        assertThat(masked(thousands, number, new Value.Float64(Double.NaN))).isEqualTo(new Value.Float64(0));
        assertThat(masked(rule(Kind.ROUND_NUMBER, "0.01"), number, new Value.Decimal(new BigDecimal("1.23"))))
                .as("a step as fine as the value hides nothing")
                .isEqualTo(new Value.Decimal(new BigDecimal("0.00")));
    }

    @Test
    void datesKeepTheirYearOrMonth() {
        LocalDateTime moment = LocalDateTime.of(1987, 6, 5, 4, 3, 2, 1);
        Column date = column(Types.DATE, "date", 0);

        assertThat(masked(rule(Kind.TRUNCATE_DATE, "year"), date, new Value.Date(moment.toLocalDate())))
                .isEqualTo(new Value.Date(LocalDate.of(1987, 1, 1)));
        assertThat(masked(rule(Kind.TRUNCATE_DATE, "month"), date, new Value.Timestamp(moment)))
                .isEqualTo(new Value.Timestamp(LocalDateTime.of(1987, 6, 1, 0, 0)));
        assertThat(masked(rule(Kind.TRUNCATE_DATE, "year"), date, new Value.Time(LocalTime.NOON)))
                .isEqualTo(new Value.Time(LocalTime.MIDNIGHT));
    }

    @Test
    void documentsStayDocuments() {
        assertThat(masked(MaskRule.REDACT, column(Types.OTHER, "jsonb", 0), new Value.Text("{\"a\": 1}")))
                .isEqualTo(new Value.Text("\"redacted\""));
        assertThat(masked(MaskRule.REDACT, column(Types.SQLXML, "xml", 0), new Value.Text("<a>1</a>")))
                .isEqualTo(new Value.Text("<redacted/>"));
    }

    private Value anything() {
        int sort = random.nextInt(15);
        LocalDateTime moment =
                LocalDateTime.of(1900, 1, 1, 0, 0).plusSeconds(Math.floorMod(random.nextLong(), 9_000_000_000L));
        return switch (sort) {
            case 0 -> new Value.Bool(random.nextBoolean());
            case 1 -> new Value.Int64(random.nextLong());
            case 2 -> new Value.Float32(random.nextFloat());
            case 3 -> new Value.Float64(random.nextDouble());
            case 4 -> new Value.Decimal(BigDecimal.valueOf(random.nextLong(), 2));
            case 5 -> new Value.Bytes(word(random.nextInt(9)).getBytes(UTF_8));
            case 6 -> new Value.Date(moment.toLocalDate());
            case 7 -> new Value.Time(moment.toLocalTime());
            case 8 -> new Value.TimeWithOffset(OffsetTime.of(moment.toLocalTime(), ZoneOffset.ofHours(3)));
            case 9 -> new Value.Timestamp(moment);
            case 10 -> new Value.TimestampWithOffset(OffsetDateTime.of(moment, ZoneOffset.ofHours(-3)));
            case 11 -> new Value.Uuid(new UUID(random.nextLong(), random.nextLong()));
            case 12 -> new Value.Array("text", List.of(new Value.Text(word(5)), new Value.Null()));
            case 13 -> new Value.Vendor("inet", "10.0.0." + random.nextInt(256));
            default -> new Value.Text(word(random.nextInt(20)));
        };
    }

    /** Another value of the same sort. */
    private Value like(Value value) {
        Value other = anything();
        while (!other.getClass().equals(value.getClass())) {
            other = anything();
        }
        return other;
    }

    private static int type(Value value) {
        return switch (value.getClass().getSimpleName()) {
            case "Int64" -> Types.BIGINT;
            case "Decimal" -> Types.NUMERIC;
            case "Bytes" -> Types.VARBINARY;
            case "Date" -> Types.DATE;
            case "Timestamp" -> Types.TIMESTAMP;
            case "Array" -> Types.ARRAY;
            case "Text" -> Types.VARCHAR;
            default -> Types.OTHER;
        };
    }

    /** Letters, digits, accents and characters beyond the basic plane; no white space, which is trimmed. */
    private String word(int characters) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            switch (random.nextInt(8)) {
                case 0 -> word.appendCodePoint(0x1f600 + random.nextInt(64));
                case 1 -> word.appendCodePoint(0xe0 + random.nextInt(20));
                case 2 -> word.append((char) ('0' + random.nextInt(10)));
                default -> word.append((char) ('a' + random.nextInt(26)));
            }
        }
        return word.toString();
    }

    private static String first(String text, int count) {
        return text.substring(0, text.offsetByCodePoints(0, count));
    }

    private static String last(String text, int count) {
        return text.substring(text.offsetByCodePoints(text.length(), -count));
    }
}
