package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.assembly.configuration.Authorities;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.notifiers.mail.MailNotifier;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Makes those who tell by mail, as the configuration has them. */
final class Mails {
    private Mails() {}

    static Notifier notifier(Configuration.Mail mail, Credentials credentials, Optional<URI> page, Clock clock) {
        Credentials.Secret account =
                mail.credential().isEmpty() ? new Credentials.Secret("", "") : credentials.lease(mail.credential());
        try {
            List<InternetAddress> to = new ArrayList<>();
            for (String address : mail.to()) {
                to.add(new InternetAddress(address, true));
            }
            return new MailNotifier(
                    new MailNotifier.Place(
                            mail.name(),
                            mail.server().getHost(),
                            mail.server().getPort(),
                            mail.protection(),
                            account.user(),
                            account.password(),
                            mail.authorities().map(Mails::trusting),
                            new InternetAddress(mail.from(), true),
                            to,
                            page),
                    clock);
        } catch (AddressException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID, "an address of '" + mail.name() + "' is none of a mailbox", e);
        }
    }

    private static SSLContext trusting(Path file) {
        try {
            return Authorities.trusting(file);
        } catch (IOException e) {
            throw Authorities.none(file, e);
        }
    }
}
