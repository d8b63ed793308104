package dev.hoop.gateway.server.notifiers.mail;

import dev.hoop.gateway.server.notifiers.NewsWords;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends plain text by SMTP. A mail says who asks where, and leads to a page where one signs in: whoever reads it, or a scanner that follows
 * its link, answers nothing by it. It goes over TLS or not at all, except to a server on this machine. Thread-safe.
 */
public final class MailNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(MailNotifier.class);
    private static final String PATIENCE_MILLIS =
            Long.toString(Duration.ofSeconds(10).toMillis());
    private static final int LONGEST_SUBJECT = 200;

    private final Place place;
    private final Session session;
    private final Clock clock;

    /** How the connection is protected. */
    public enum Protection {
        /** From the first byte. */
        TLS,
        /** By an upgrade that must succeed before anything is said. */
        STARTTLS,
        /** Not at all; for a server on this machine. */
        NONE
    }

    /**
     * Where mails go, and through which server.
     *
     * @param user to log in as; empty where the server wants nobody to
     * @param trusted the authorities to trust; empty for the platform's
     * @param page the gateway's pages, for the link; empty when it has none
     */
    public record Place(
            String name,
            String host,
            int port,
            Protection protection,
            String user,
            String password,
            Optional<SSLContext> trusted,
            InternetAddress from,
            List<InternetAddress> to,
            Optional<URI> page) {
        public Place {
            to = List.copyOf(to);
        }

        /** Leaves the account out. */
        @Override
        public String toString() {
            return "Place[" + name + "]";
        }
    }

    public MailNotifier(Place place, Clock clock) {
        this.place = place;
        this.clock = clock;
        this.session = Session.getInstance(properties(place));
    }

    private static Properties properties(Place place) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", place.host());
        properties.put("mail.smtp.port", Integer.toString(place.port()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.auth", Boolean.toString(!place.user().isEmpty()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(place.protection() == Protection.TLS));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(place.protection() == Protection.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(place.protection() == Protection.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        place.trusted().ifPresent(context -> properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory()));
        return properties;
    }

    @Override
    public Delivery tell(News news) {
        try {
            MimeMessage message = message(news);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(
                        place.host(),
                        place.port(),
                        place.user().isEmpty() ? null : place.user(),
                        place.user().isEmpty() ? null : place.password());
                transport.sendMessage(message, message.getAllRecipients());
            }
            return Delivery.ARRIVED;
        } catch (MessagingException e) {
            LOG.atWarn()
                    .setMessage("a mail was not taken; it will be sent again")
                    .addKeyValue("destination", place.name())
                    .addKeyValue("delivery", news.id())
                    .addKeyValue("why", e.getClass().getSimpleName())
                    .log();
            return Delivery.AGAIN;
        }
    }

    private MimeMessage message(News news) throws MessagingException {
        NewsWords words = new NewsWords(news, MailNotifier::oneLine);
        String link = words.link(place.page());
        Named message = new Named(session, "<hoop-%d.%s@%s>".formatted(news.id(), place.name(), domain()));
        message.setFrom(place.from());
        for (InternetAddress address : place.to()) {
            message.addRecipient(Message.RecipientType.TO, address);
        }
        String sentence = words.sentence();
        String subject = "[hoop] "
                + (sentence.length() > LONGEST_SUBJECT ? sentence.substring(0, LONGEST_SUBJECT) + "…" : sentence);
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        String thread = "<hoop-%s@%s>".formatted(words.about().replaceAll("[^A-Za-z0-9]", "-"), domain());
        message.setHeader("References", thread);
        message.setHeader("In-Reply-To", thread);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(
                sentence + ".\n\n"
                        + words.details().stream().map(line -> line + "\n").collect(Collectors.joining("", "", "\n"))
                        + (link.isEmpty()
                                ? "Answer it with: hoop approvals\n"
                                : "Look at it, after you have signed in:\n" + link + "\n")
                        + "\nThis mail answers nothing by itself, and nobody reads replies to it.\n",
                StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private String domain() {
        String address = place.from().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** No name makes a header or a line of its own, and none hides what it is. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean plain = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.SURROGATE;
            line.appendCodePoint(plain ? point : '?');
        });
        return line.toString();
    }

    /** The same name when the same news come again, by which readers' programs know them. */
    private static final class Named extends MimeMessage {
        private final String name;

        Named(Session session, String name) {
            super(session);
            this.name = name;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", name);
        }
    }
}
