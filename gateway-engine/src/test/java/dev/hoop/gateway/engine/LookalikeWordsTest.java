package dev.hoop.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeWordsTest {
    @Test
    void nameWithOneLetterOfAnotherScriptIsNamedWithThatLetter() {
        assertThat(LookalikeWords.warnings("delete from cu\u0455tomers"))
                .containsExactly(
                        "The word cu‹U+0455›tomers mixes letters of Latin and Cyrillic and reads like customers.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0440\u0430\u0443", // pay, all Cyrillic
                "\u0441\u043e\u0440\u0443", // copy
                "\u03c1\u03bf\u03c1", // pop, all Greek
                "\uff53\uff45\uff4c\uff45\uff43\uff54", // select, full width
                "\ud835\udc1d\ud835\udc2b\ud835\udc28\ud835\udc29", // drop, mathematical
                "accounts_\u0131d", // a dotless i
                "\u13a0\u13aaT\u13aa" // Cherokee and Latin
            })
    void wordThatReadsAsAnotherIsWarnedOf(String word) {
        assertThat(LookalikeWords.warnings("select * from x." + word + " where 1 = 1"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select name from customers where id = 1",
                "select 'Müller', \"Größe\" from straße",
                "select * from клиенты where имя = 'Иванов'",
                "select \u6c0f\u540d, \u3072\u3089\u304c\u306a\u6f22\u5b57\u30ab\u30ca from \u9867\u5ba2",
                "select \ud55c\uad6d\u6f22\u5b57 from t",
                "select Ελλάδα from χώρες",
                "select 'naïve café', 'crème'",
                "insert into t values ('😀', '½', '٣')"
            })
    void ordinaryTextsOfManyLanguagesAreNotWarnedOf(String text) {
        assertThat(LookalikeWords.warnings(text)).isEmpty();
    }

    @Test
    void scriptsMayMeetInATextButNotInAWord() {
        assertThat(LookalikeWords.warnings("select имя as name")).isEmpty();
        assertThat(LookalikeWords.warnings("select имяname"))
                .singleElement()
                .asString()
                .contains("Latin and Cyrillic")
                .doesNotContain("reads like");
        assertThat(LookalikeWords.warnings("select имя_1 from схема")).isEmpty();
    }

    @Test
    void textThatIsFullOfSuchWordsIsToldInFewAndShortWarnings() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("cu\u0455tomers").append(i).append(' ');
        }
        List<String> warnings = LookalikeWords.warnings(text + "\u0455" + "a".repeat(100_000));

        assertThat(warnings).hasSize(8).allMatch(warning -> warning.length() < 300);
    }

    @Test
    void peopleAreToldBeforeTheyAnswer() {
        assertThat(VisibleText.warnings("drop table \u0430ccounts"))
                .anyMatch(warning -> warning.contains("reads like accounts"));
        assertThat(VisibleText.warnings("drop table accounts")).isEmpty();
    }
}
