package dev.hoop.gateway.server.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Values and texts of one database through a gateway whose policy looks for cards, addresses, numbers and keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DetectionContract {
    static final String CARD = "4111 1111 1111 1111";
    static final String EMAIL = "jane.doe@example.com";
    static final String SSN = "219-09-9999";
    static final String KEY = "AKIAPQSLX2B3HXAATOW2";
    static final List<String> SECRETS = List.of(CARD, "4111111111111111", EMAIL, SSN, "219099999", KEY, "41111111");

    private final String url;
    private final String user;
    private final String password;

    private Path data = Path.of("");
    private Gateway gateway;
    Connection direct;
    Connection through;

    DetectionContract(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * The schema: {@code notes(id generated, body varchar(60) unique, doc json, raw bytes, long_text, ssn int, amount int, contact varchar,
     * narrow varchar(19))}.
     */
    abstract String table();

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        data = directory.resolve("data");
        direct = DriverManager.getConnection(url, user, password);
        try (Statement statement = direct.createStatement()) {
            statement.execute(table());
        }
        Path credential = Files.writeString(directory.resolve("credential"), user + ":" + password);
        gateway = Gateway.builder()
                .data(data)
                .policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        protected:
                          - { class: pci.card, detect: card-number, mask: { keep-last: 4 } }
                          - { class: pii.contact, detect: [email, us-ssn], except: ["shop.*.notes.contact"] }
                          - { class: secret.key, detect: secrets, mask: "null" }
                        grants:
                          - { name: staff, who: { groups: [staff, auditors] }, target: shop, allow: [all] }
                        unmasked:
                          - { class: "*", who: { groups: [auditors] } }
                        """.formatted(url, credential))
                .start();
        through = DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "staff"));
    }

    @AfterAll
    void stop() throws SQLException {
        through.close();
        gateway.close();
        direct.close();
    }

    private void insert(String column, Object value) throws SQLException {
        try (Statement clear = direct.createStatement();
                PreparedStatement insert = direct.prepareStatement("insert into notes (" + column + ") values (?)")) {
            clear.executeUpdate("delete from notes where 1 = 1");
            insert.setObject(1, value);
            insert.executeUpdate();
        }
    }

    private String shown(String column, Object value) throws SQLException {
        insert(column, value);
        return shown("select " + column + " from notes");
    }

    String shown(String query) throws SQLException {
        try (Statement statement = through.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    @Test
    void partsOfTextsAreMaskedAndTheTextAroundThemStays() throws SQLException {
        assertThat(shown("body", "card " + CARD + " declined")).isEqualTo("card ****1111 declined");
        assertThat(shown("body", "ask " + EMAIL + " or " + SSN)).isEqualTo("ask redacted or redacted");
        assertThat(shown("body", "nothing to see, order 4711")).isEqualTo("nothing to see, order 4711");
    }

    @Test
    void aClassThatHidesWholeValuesLeavesNull() throws SQLException {
        assertThat(shown("body", "the key is " + KEY)).isEqualTo("null");
    }

    @Test
    void expressionsOverTextsAreLookedIntoAsWell() throws SQLException {
        insert("body", "x " + CARD);
        assertThat(shown("select upper(body) from notes")).isEqualTo("X ****1111");
        assertThat(shown("select concat(body, '!') as n from notes")).isEqualTo("x ****1111!");
        assertThat(shown("select max(body) from notes group by id")).isEqualTo("x ****1111");
        assertThat(shown("select '" + CARD + "' as constant")).isEqualTo("****1111");
    }

    @Test
    void everyWayToReadACellIsMasked() throws Exception {
        insert("long_text", "see " + EMAIL);
        try (Statement statement = through.createStatement();
                ResultSet result = statement.executeQuery("select long_text from notes")) {
            result.next();
            List<String> seen = new ArrayList<>();
            seen.add(result.getString(1));
            seen.add(String.valueOf(result.getObject(1)));
            seen.add(result.getObject(1, String.class));
            seen.add(read(result.getCharacterStream(1)));
            seen.add(result.getNString(1));
            assertThat(seen).noneMatch(text -> text.contains("jane")).contains("see redacted");
        }
    }

    private static String read(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    @Test
    void documentsStayDocuments() throws SQLException {
        insert("body", "x");
        direct.createStatement()
                .executeUpdate(
                        "update notes set doc = " + document("{\"a\": 4111111111111111, \"b\": [\"" + EMAIL + "\"]}"));

        assertThat(shown("select doc from notes").replace(" ", "")).isEqualTo("{\"a\":0,\"b\":[\"redacted\"]}");
    }

    /** A JSON literal. */
    String document(String json) {
        return "'" + json + "'";
    }

    @Test
    void bytesThatAreTextAreMaskedAndOthersAreNot() throws SQLException {
        insert("raw", ("mail " + EMAIL).getBytes(UTF_8));
        assertThat(bytes()).isEqualTo("mail redacted".getBytes(UTF_8));
        byte[] picture = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};
        insert("raw", picture);
        assertThat(bytes()).isEqualTo(picture);
    }

    private byte[] bytes() throws SQLException {
        try (Statement statement = through.createStatement();
                ResultSet result = statement.executeQuery("select raw from notes")) {
            result.next();
            return result.getBytes(1);
        }
    }

    @Test
    void numbersAreMaskedWhereTheirColumnSaysWhatTheyAre() throws SQLException {
        assertThat(shown("ssn", 219099999)).isEqualTo("0");
        assertThat(shown("select ssn as shoe_size from notes")).isEqualTo("0");
        assertThat(shown("select ssn + 0 as shoe_size from notes")).isEqualTo("0");
        assertThat(shown("amount", 219099999)).isEqualTo("219099999");
    }

    @Test
    void exceptedColumnsPassAndOnlyForTheirClass() throws SQLException {
        assertThat(shown("contact", EMAIL)).isEqualTo(EMAIL);
        assertThat(shown("contact", CARD)).isEqualTo("****1111");
        insert("contact", EMAIL);
        assertThat(shown("select contact as body from notes")).isEqualTo(EMAIL);
        assertThat(shown("select concat(contact, coalesce(body, '')) as contact from notes"))
                .isEqualTo("redacted");
    }

    @Test
    void whatNoLongerFitsItsColumnIsRedactedWhole() throws SQLException {
        assertThat(shown("narrow", "a@b.co " + "c@d.co e@f.co")).doesNotContain("@");
    }

    @Test
    void generatedKeysAreMasked() throws SQLException {
        try (PreparedStatement insert =
                through.prepareStatement("insert into notes (body) values (?)", new String[] {"body"})) {
            insert.setString(1, "key of " + EMAIL);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                assertThat(keys.getString(1)).doesNotContain("jane");
            }
        }
    }

    @Test
    void errorsOfTheDatabaseLoseWhatTheRowsWouldLose() throws SQLException {
        insert("body", "unique " + EMAIL);

        SQLException failure = catchThrowableOfType(SQLException.class, () -> {
            try (PreparedStatement insert = through.prepareStatement("insert into notes (body) values (?)")) {
                insert.setString(1, "unique " + EMAIL);
                insert.executeUpdate();
            }
        });

        assertThat(failure.getSQLState()).startsWith("23");
        assertThat(texts(failure)).noneMatch(text -> SECRETS.stream().anyMatch(text::contains));
    }

    static List<String> texts(Throwable failure) {
        return Stream.iterate(failure, Throwable::getCause)
                .takeWhile(each -> each != null)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void whoMaySeeTheClassSeesAll() throws SQLException {
        insert("body", "card " + CARD + " " + KEY);
        try (Connection seeing =
                        DriverManager.getConnection(gateway.url("shop"), "ann", gateway.issueToken("ann", "auditors"));
                Statement statement = seeing.createStatement();
                ResultSet result = statement.executeQuery("select body from notes")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("card " + CARD + " " + KEY);
        }
    }

    @Test
    void trailCountsWhatWasMaskedAndHoldsNoneOfIt() throws Exception {
        String word = "w" + System.nanoTime();
        insert("body", word + " " + CARD);
        shown("select body from notes where body like '" + word + "%'");

        String wanted = "\"content_masked\":[\"pci.card 1\"]";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!recordsFrom(word).contains(wanted) && System.nanoTime() < deadline) {
            Thread.onSpinWait(); // nobody waits for an outcome: it is written soon after
        }
        assertThat(recordsFrom(word)).contains(wanted).doesNotContain(CARD);
    }

    private String recordsFrom(String word) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
            return all.substring(all.indexOf(word));
        }
    }
}
