package dev.hoop.gateway.server.doors.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The view beside a statement helps the eye, and says nothing that the statement does not. */
final class PrettyStatementTest {
    private static final long SEED = Long.getLong("hoop.random.seed", 20_261_121L);

    private static String shown(String text) {
        String page = PrettyStatement.of(text).toString();
        int from = page.indexOf("reading\">") + "reading\">".length();
        return page.substring(from, page.indexOf("</pre>"))
                .replaceAll("<(?:b|span|mark) class=\"(?:k|l|c|hidden)\">|</(?:b|span|mark)>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Test
    void everyClauseBeginsALine() {
        assertThat(shown(
                        "select a, b from t left join u on t.id = u.id where a between 1 and 2 and b = 'x' order by a"))
                .isEqualTo("""
                        select a, b
                        from t
                          left join u
                          on t.id = u.id
                        where a between 1 and 2
                          and b = 'x'
                        order by a""");
        assertThat(shown("update t set a = (select max(b) from u where u.id = t.id) where c"))
                .isEqualTo("update t\nset a = (select max(b)\n  from u\n  where u.id = t.id)\nwhere c");
    }

    @Test
    void textsNamesAndCommentsStayAsTheyAre() {
        assertThat(shown("select 'from  x''  where' as \"a  where\" from t /* and  drop */ where a = $q$ or  b $q$"))
                .isEqualTo(
                        "select 'from  x''  where' as \"a  where\"\nfrom t /* and  drop */\nwhere a = $q$ or  b $q$");
        assertThat(shown("delete from t -- where id = 1\nwhere true"))
                .isEqualTo("delete\nfrom t -- where id = 1\nwhere true");
    }

    @Test
    void nothingBecomesMarkup() {
        String page = PrettyStatement.of("select '<script>alert(1)</script>', \"<b onload=x>\" /* <img> \u202e */")
                .toString();

        assertThat(page)
                .doesNotContain("<script", "<img", "onload=x>", "\u202e")
                .contains("<mark class=\"hidden\">U+202E</mark>");
    }

    @Test
    void nothingButTheSpaceBetweenWordsIsMoved() {
        List<String> parts = List.of(
                "select", "from", "where", "and", "between", "'", "''", "\"", "`", "$$", "$a$", "--", "/*", "*/", "(",
                ")", ";", ",", "1", "1.5", "x", "é", "\n", " ", "\t", "?", "=", "<b>", "&amp;", "on", "left", "join",
                "日");
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder("s");
            for (int i = random.nextInt(25); i > 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(shown(text.toString()).replaceAll("\\s", ""))
                    .as("seed %d round %d: %s", SEED, round, text)
                    .isEqualTo(text.toString().replaceAll("\\s", ""));
        }
    }

    @Test
    void hostileTextsAreReadInTimeThatGrowsWithTheirLength() {
        for (String piece : List.of("'", "/*", "$a$", "((((", "a.", "\"\"", "-- \n", "1.")) {
            assertThat(PrettyStatement.of(piece.repeat(20_000 / piece.length())).toString())
                    .isNotEmpty();
        }
        assertThat(PrettyStatement.of("x".repeat(20_001)).toString()).isEmpty();
    }
}
