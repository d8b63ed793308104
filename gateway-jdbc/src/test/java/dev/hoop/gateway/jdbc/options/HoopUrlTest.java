package dev.hoop.gateway.jdbc.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.remote.GatewayAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HoopUrlTest {
    private static HoopUrl parse(String url) throws SQLException {
        return HoopUrl.parse(url, new Properties());
    }

    @Test
    void addressesTargetHintAndOptionsAreRead() throws Exception {
        HoopUrl url = parse("jdbc:hoop:postgresql://one,two:9000,[::1]:9001/or%20ders?task=T%261&fetchSize=50");

        assertThat(url.scheme()).isEqualTo("postgresql");
        assertThat(url.addresses())
                .containsExactly(
                        new GatewayAddress("one", 8010),
                        new GatewayAddress("two", 9000),
                        new GatewayAddress("::1", 9001));
        assertThat(url.target()).isEqualTo("or ders");
        assertThat(url.options().text(Option.TASK)).isEqualTo("T&1");
        assertThat(url.options().number(Option.FETCH_SIZE)).isEqualTo(50);
    }

    @Test
    void plusSignOfATokenStaysAPlusSign() throws Exception {
        assertThat(parse("jdbc:hoop://h/t?token=a+b==").options().text(Option.TOKEN))
                .isEqualTo("a+b==");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:hoop:|no '//'",
                "jdbc:hoop:h/t|no '//'",
                "jdbc:hoop://|names no target",
                "jdbc:hoop://h|names no target",
                "jdbc:hoop://h/|names no target",
                "jdbc:hoop:///t|names no gateway host",
                "jdbc:hoop://a,,b/t|names no gateway host",
                "jdbc:hoop://u:secret@h/t|credentials before the host",
                "jdbc:hoop://h:99999/t|bad gateway address",
                "jdbc:hoop://h:x/t|bad gateway address",
                "jdbc:hoop:post gres://h/t|unreadable hint",
                "jdbc:hoop://h/a/b|target name",
                "jdbc:hoop://h/%00|target name",
                "jdbc:hoop://h/t%2|broken percent sign",
                "jdbc:hoop://h/t?task|has no value",
                "jdbc:hoop://h/t?task=a&task=b|twice",
                "jdbc:hoop://h/t?tls=maybe|use one of",
                "jdbc:hoop://h/t?aproval=wait|did you mean 'approval'",
                "jdbc:hoop://h/t?Task=x|did you mean 'task'"
            })
    void malformedUrlIsOneSentenceThatNamesTheFault(String url, String fault) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(fault)
                .satisfies(thrown ->
                        assertThat(thrown.getMessage()).doesNotContain("\n").doesNotContain("secret"));
    }

    @Test
    void wrongValueNamesItsOptionAndNeverShowsASecret() {
        assertThatThrownBy(() ->
                        parse("jdbc:hoop://h/t?connectTimeout=soon").options().duration(Option.CONNECT_TIMEOUT))
                .hasMessageContaining("connectTimeout")
                .hasMessageContaining("30s");
        assertThatThrownBy(() -> parse("jdbc:hoop://h/t?token=hush-hush&tokn=x"))
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("hush"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999g", "0", "2048m", "-1", "k", "1kk", "1234567890", "1 k", "١"})
    void sizesAreBounded(String size) {
        assertThatThrownBy(() ->
                        parse("jdbc:hoop://h/t?rowWindow=" + size).options().bytes(Option.ROW_WINDOW))
                .hasMessageContaining("rowWindow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1d", "1 s", "1ss", "1S", "1234567890", "١s"})
    void whatIsNoDurationIsRefused(String duration) {
        assertThatThrownBy(() ->
                        parse("jdbc:hoop://h/t?keepAlive=" + duration).options().duration(Option.KEEP_ALIVE))
                .hasMessageContaining("keepAlive");
    }

    @Test
    void sizesHaveUnits() throws Exception {
        OptionValues options = parse("jdbc:hoop://h/t?rowWindow=17&maxBuffered=3k&maxStream=2M")
                .options();

        assertThat(options.bytes(Option.ROW_WINDOW)).isEqualTo(17);
        assertThat(options.bytes(Option.MAX_BUFFERED)).isEqualTo(3 * 1024);
        assertThat(options.bytes(Option.MAX_STREAM)).isEqualTo(2 * 1024 * 1024);
    }

    @Test
    void durationsHaveUnits() throws Exception {
        OptionValues options = parse("jdbc:hoop://h/t?connectTimeout=250&keepAlive=2s&approvalTimeout=15m")
                .options();

        assertThat(options.duration(Option.CONNECT_TIMEOUT)).isEqualTo(Duration.ofMillis(250));
        assertThat(options.duration(Option.KEEP_ALIVE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.duration(Option.APPROVAL_TIMEOUT)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void namesOfOtherDriversMeanTheSameAsPropertiesAndOursWin() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "theirs");
        properties.setProperty("currentSchema", "sales");
        properties.setProperty("defaultRowFetchSize", "17");
        properties.setProperty("autocommit", "false"); // of hibernate.connection.autocommit, and of MariaDB's driver
        OptionValues foreign = HoopUrl.parse("jdbc:hoop://h/t", properties).options();

        assertThat(foreign.text(Option.APPLICATION_NAME)).isEqualTo("theirs");
        assertThat(foreign.text(Option.SCHEMA)).isEqualTo("sales");
        assertThat(foreign.number(Option.FETCH_SIZE)).isEqualTo(17);
        assertThat(foreign.text(Option.AUTO_COMMIT)).isEqualTo("false");

        properties.setProperty("applicationName", "ours");
        properties.setProperty("currentSchema", "sales,public"); // a search path
        OptionValues both = HoopUrl.parse("jdbc:hoop://h/t", properties).options();

        assertThat(both.text(Option.APPLICATION_NAME)).isEqualTo("ours");
        assertThat(both.text(Option.SCHEMA)).isEqualTo("sales,public");
    }

    @Test
    void propertiesWinOverTheUrlAndDefaultsOfPropertiesCount() throws Exception {
        Properties defaults = new Properties();
        defaults.setProperty("task", "from defaults");
        Properties properties = new Properties(defaults);
        properties.setProperty("fetchSize", "9");

        OptionValues options =
                HoopUrl.parse("jdbc:hoop://h/t?fetchSize=1", properties).options();

        assertThat(options.text(Option.TASK)).isEqualTo("from defaults");
        assertThat(options.number(Option.FETCH_SIZE)).isEqualTo(9);
    }

    @Test
    void propertyOfAnotherToolIsIgnoredButASlipIsNot() throws Exception {
        Properties foreign = new Properties();
        foreign.setProperty("useServerPrepStmts", "true");
        foreign.setProperty("driver", "x");
        assertThat(HoopUrl.parse("jdbc:hoop://h/t", foreign).target()).isEqualTo("t");

        Properties slip = new Properties();
        slip.setProperty("aprovalTimeout", "5m");
        assertThatThrownBy(() -> HoopUrl.parse("jdbc:hoop://h/t", slip)).hasMessageContaining("approvalTimeout");
    }

    @Test
    void documentListsEveryOptionWithItsDefault() throws Exception {
        String document = Files.readString(Path.of("README.md"));

        assertThat(Arrays.stream(Option.values()).map(HoopUrlTest::documented).filter(row -> !document.contains(row)))
                .as("rows missing from README.md")
                .isEmpty();
    }

    private static String documented(Option option) {
        String byDefault = option.byDefault().isEmpty() ? "" : "`" + option.byDefault() + "`";
        return "| `%s` | %s | %s |".formatted(option.key(), byDefault, option.description());
    }
}
