package dev.hoop.gateway.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.ToldShop;
import dev.hoop.gateway.server.notifiers.mail.MailNotifier;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Mails, through a real mail server: what they say, what they do not, and how they travel. */
final class MailIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LOCALHOST = InetAddress.getLoopbackAddress().getHostAddress();
    private static final List<String> KEY_STORE =
            List.of("greenmail.tls.keystore.file", "greenmail.tls.keystore.password", "greenmail.tls.key.password");

    @TempDir
    Path directory;

    private static ServerCertificate certificate;

    private GreenMail plain;
    private GreenMail secure;

    /** Once, since the platform keeps the first factory of server sockets that it is asked for. */
    @BeforeAll
    static void certify(@TempDir Path place) throws Exception {
        certificate = ServerCertificate.in(place);
        System.setProperty(KEY_STORE.get(0), certificate.keyStore().toString());
        System.setProperty(KEY_STORE.get(1), ServerCertificate.PASSWORD);
        System.setProperty(KEY_STORE.get(2), ServerCertificate.PASSWORD);
    }

    @AfterAll
    static void forget() {
        KEY_STORE.forEach(System::clearProperty);
    }

    @BeforeEach
    void start() {
        plain = server(ServerSetup.PROTOCOL_SMTP);
        secure = server(ServerSetup.PROTOCOL_SMTPS);
    }

    private static GreenMail server(String protocol) {
        GreenMail server = new GreenMail(new ServerSetup(0, LOCALHOST, protocol));
        server.setUser("hoop@example.org", "hoop", "s3cret");
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        plain.stop();
        secure.stop();
    }

    @Test
    void requestIsToldByMailWithALinkAndTheStatementWithoutItsValues() throws Exception {
        String destination =
                "{ name: dba, mail: \"smtp://%s:%d?plain\", from: hoop@example.org, to: [dba@example.org, two@example.org] }"
                        .formatted(LOCALHOST, plain.getSmtp().getPort());
        try (ToldShop shop = new ToldShop(directory, destination)) {
            String id = shop.ask("delete from customers where name = 'Ada Secret'");
            MimeMessage asked = received(plain, 2).get(0);
            shop.gateway().approvals("dana", "dba").refuse(id, "no");
            MimeMessage decided = received(plain, 4).get(3);

            assertThat(asked.getSubject()).isEqualTo("[hoop] sue asks at shop: rule deletes holds a statement");
            assertThat(text(asked))
                    .contains("https://hoop.example.org/approvals/" + id)
                    .contains("Statement, without its values: delete from customers where name = ?")
                    .contains("- delete ")
                    .doesNotContain("Ada");
            assertThat(asked.isMimeType("text/plain")).isTrue();
            assertThat(asked.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(decided.getSubject()).contains("rejected").contains("dana");
            assertThat(decided.getHeader("References")).isEqualTo(asked.getHeader("References"));
            assertThat(decided.getMessageID()).isNotEqualTo(asked.getMessageID());
        }
    }

    @Test
    void nameThatIsAHeaderStaysAName() throws Exception {
        String evil = "sue\r\nBcc: all@example.org\r\n\r\nPay <b>now</b>\u202e";

        Notifier.Delivery delivery = mail(plain, MailNotifier.Protection.NONE, "", Optional.empty())
                .tell(news("{\"request\":\"r1\",\"requester\":" + JSON.writeValueAsString(evil)
                        + ",\"target\":\"shop\\u2028x\",\"rule\":\"r\"}"));

        assertThat(delivery.arrived()).isTrue();
        MimeMessage message = received(plain, 1).get(0);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getSubject())
                .startsWith("[hoop] sue")
                .doesNotContain("\n")
                .doesNotContain("\u202e");
        assertThat(text(message)).doesNotContain("\nBcc").doesNotContain("\nPay");
    }

    @Test
    void sameNewsHaveTheSameName() throws Exception {
        Notifier mail = mail(plain, MailNotifier.Protection.NONE, "", Optional.empty());
        mail.tell(news("{\"request\":\"r1\"}"));
        mail.tell(news("{\"request\":\"r1\"}"));

        List<MimeMessage> twice = received(plain, 2);
        assertThat(twice.get(0).getMessageID())
                .isEqualTo(twice.get(1).getMessageID())
                .startsWith("<hoop-7.dba@");
    }

    @Test
    void tlsIsSpokenWithAnAccountAndOnlyToWhomItTrusts() throws Exception {
        MailNotifier.Protection tls = MailNotifier.Protection.TLS;

        assertThat(mail(secure, tls, "s3cret", trust())
                        .tell(news("{\"request\":\"r1\"}"))
                        .arrived())
                .isTrue();
        assertThat(mail(secure, tls, "s3cret", Optional.empty())
                        .tell(news("{\"request\":\"r2\"}"))
                        .arrived())
                .as("a certificate that nobody vouches for")
                .isFalse();
        assertThat(mail(secure, tls, "wrong", trust())
                        .tell(news("{\"request\":\"r3\"}"))
                        .arrived())
                .as("a wrong password")
                .isFalse();

        assertThat(received(secure, 1)).hasSize(1);
        assertThat(received(secure, 1).get(0).getRecipients(Message.RecipientType.TO))
                .hasSize(1);
    }

    @Test
    void upgradeToTlsIsMadeWithWhomItTrustsAndWithNobodyElse() throws Exception {
        MailNotifier.Protection upgraded = MailNotifier.Protection.STARTTLS;
        try (StartTlsFront front =
                new StartTlsFront(certificate.keyStore(), plain.getSmtp().getPort())) {
            assertThat(mail(LOCALHOST, front.port(), upgraded, "s3cret", trust())
                            .tell(news("{\"request\":\"r1\"}"))
                            .arrived())
                    .isTrue();
            assertThat(received(plain, 1)).hasSize(1);
            assertThat(front.upgrades()).isEqualTo(1);

            assertThat(mail(LOCALHOST, front.port(), upgraded, "s3cret", Optional.empty())
                            .tell(news("{\"request\":\"r2\"}"))
                            .arrived())
                    .as("a certificate that nobody vouches for")
                    .isFalse();
            assertThat(mail("127.0.0.2", front.port(), upgraded, "s3cret", trust())
                            .tell(news("{\"request\":\"r3\"}"))
                            .arrived())
                    .as("a certificate of another name")
                    .isFalse();
            assertThat(mail(LOCALHOST, front.port(), upgraded, "wrong", trust())
                            .tell(news("{\"request\":\"r4\"}"))
                            .arrived())
                    .as("a wrong password")
                    .isFalse();

            assertThat(plain.getReceivedMessages()).hasSize(1);
            assertThat(front.saidInTheClear()).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL FROM"));
        }
    }

    @Test
    void nothingIsSaidToAServerThatDoesNotUpgradeToTls() {
        Notifier.Delivery delivery =
                mail(plain, MailNotifier.Protection.STARTTLS, "s3cret", trust()).tell(news("{\"request\":\"r1\"}"));

        assertThat(delivery.arrived()).isFalse();
        assertThat(plain.getReceivedMessages()).isEmpty();
    }

    @Test
    void serverThatIsNotThereIsTriedAgain() {
        Notifier mail = mail(plain, MailNotifier.Protection.NONE, "", Optional.empty());
        plain.stop();

        assertThat(mail.tell(news("{\"request\":\"r1\"}"))).isEqualTo(Notifier.Delivery.AGAIN);
    }

    @Test
    void configurationThatWouldSendInTheClearOrToTwoIsRefused() throws Exception {
        for (String entry : List.of(
                "{ name: m, mail: \"smtp://mail.example.org:25?plain\", from: a@example.org, to: [b@example.org] }",
                "{ name: m, mail: \"http://mail.example.org:25\", from: a@example.org, to: [b@example.org] }",
                "{ name: m, mail: \"smtps://mail.example.org\", from: a@example.org, to: [b@example.org] }",
                "{ name: m, mail: \"smtps://u:p@mail.example.org:465\", from: a@example.org, to: [b@example.org] }",
                "{ name: m, mail: \"smtps://mail.example.org:465\", from: \"a@example.org, c@example.org\", to: [b@example.org] }",
                "{ name: m, mail: \"smtps://mail.example.org:465\", from: a@example.org, to: [\"b\\r\\nBcc: c@example.org\"] }",
                "{ name: m, mail: \"smtps://mail.example.org:465\", from: a@example.org, to: [] }",
                "{ name: \"m\\r\\nX: y\", mail: \"smtps://mail.example.org:465\", from: a@example.org, to: [b@example.org] }")) {
            Path file = Files.writeString(
                    directory.resolve("wrong.yaml"),
                    "version: 1\nplain: true\npolicy: policy.yaml\nnotify:\n  - " + entry + "\n");
            assertThatThrownBy(() -> ConfigurationFile.read(file)).as(entry).isInstanceOf(GatewayException.class);
        }
    }

    private MailNotifier mail(
            GreenMail server, MailNotifier.Protection protection, String password, Optional<SSLContext> trusted) {
        boolean secured = protection == MailNotifier.Protection.TLS;
        int port = secured ? server.getSmtps().getPort() : server.getSmtp().getPort();
        return mail(LOCALHOST, port, protection, password, trusted);
    }

    private static MailNotifier mail(
            String host, int port, MailNotifier.Protection protection, String password, Optional<SSLContext> trusted) {
        return new MailNotifier(
                new MailNotifier.Place(
                        "dba",
                        host,
                        port,
                        protection,
                        password.isEmpty() ? "" : "hoop",
                        password,
                        trusted,
                        address("hoop@example.org"),
                        List.of(address("dba@example.org")),
                        Optional.of(URI.create("https://hoop.example.org"))),
                Clock.systemUTC());
    }

    private Optional<SSLContext> trust() {
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, ServerCertificate.PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (jakarta.mail.internet.AddressException e) {
            throw new AssertionError(e);
        }
    }

    private static Notifier.News news(String body) {
        return new Notifier.News(7, "approval-asked", body);
    }

    private static String text(MimeMessage message) throws Exception {
        return String.valueOf(message.getContent());
    }

    /** At least so many, in the order they came. */
    private static List<MimeMessage> received(GreenMail server, int least) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            List<MimeMessage> messages = List.of(server.getReceivedMessages());
            if (messages.size() >= least) {
                return messages;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("no mail comes");
    }
}
