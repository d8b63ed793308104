package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.server.notifiers.mail.MailNotifier;
import dev.hoop.gateway.server.notifiers.webhook.Webhook;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads who is told of requests: {@code notify}, whose entries are webhooks, channels of Slack, or mails. */
final class NotifyReader {
    private static final List<String> KEYS =
            List.of("name", "webhook", "form", "slack", "api", "mail", "from", "to", "ca", "credential");
    private static final String SLACK = "https://slack.com/api/";

    private final Mistakes mistakes;
    private final Path directory;
    private final List<Configuration.Hook> hooks = new ArrayList<>();
    private final List<Configuration.Chat> chats = new ArrayList<>();
    private final List<Configuration.Mail> mails = new ArrayList<>();

    NotifyReader(Mistakes mistakes, Path directory) {
        this.mistakes = mistakes;
        this.directory = directory;
    }

    List<Configuration.Hook> hooks() {
        return hooks;
    }

    List<Configuration.Chat> chats() {
        return chats;
    }

    List<Configuration.Mail> mails() {
        return mails;
    }

    NotifyReader read(List<PolicyNode> nodes) {
        Set<String> names = new HashSet<>();
        for (PolicyNode node : nodes) {
            Keys keys = Keys.of("an entry of 'notify'", node, KEYS, mistakes);
            String name = keys.required("name", "ops");
            if (!names.add(name)) {
                mistakes.add(keys.mark("name"), "two entries have this name", "give each its own");
            }
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                mistakes.add(keys.mark("name"), "this is no name", "use letters, digits, '.', '_' and '-'");
            }
            one(keys, name);
        }
        return this;
    }

    private void one(Keys keys, String name) {
        if (keys.has("slack")) {
            URI api = keys.has("api") ? URI.create(HookReader.address(keys, "api", mistakes)) : URI.create(SLACK);
            chats.add(new Configuration.Chat(
                    name, api, keys.required("slack", "C0123456789"), keys.required("credential", "env:SLACK_BOT")));
        } else if (keys.has("mail")) {
            mail(keys, name);
        } else {
            hooks.add(new Configuration.Hook(
                    name,
                    URI.create(HookReader.address(keys, "webhook", mistakes)),
                    keys.choice(
                            "form", Map.of("json", Webhook.Form.JSON, "slack", Webhook.Form.SLACK), Webhook.Form.JSON),
                    keys.required("credential", "env:HOOP_WEBHOOK")));
        }
    }

    private void mail(Keys keys, String name) {
        URI server = server(keys);
        String from = keys.required("from", "hoop@example.org");
        List<String> to = keys.texts("to");
        if (to.isEmpty()) {
            mistakes.add(
                    keys.mark("mail"), "nobody is to get these mails", "name their addresses: to: [dba@example.org]");
        }
        check(keys, "from", from);
        to.forEach(address -> check(keys, "to", address));
        boolean near = isNear(server);
        MailNotifier.Protection protection = "smtps".equals(server.getScheme())
                ? MailNotifier.Protection.TLS
                : near && server.getQuery() != null && server.getQuery().equals("plain")
                        ? MailNotifier.Protection.NONE
                        : MailNotifier.Protection.STARTTLS;
        mails.add(new Configuration.Mail(
                name,
                server,
                protection,
                keys.text("credential", ""),
                keys.text("ca").map(file -> directory.resolve(file)),
                from,
                to));
    }

    private URI server(Keys keys) {
        String text = keys.required("mail", "smtps://mail.example.org:465");
        try {
            URI server = URI.create(text);
            boolean known = "smtps".equals(server.getScheme()) || "smtp".equals(server.getScheme());
            boolean plain = server.getQuery() != null;
            boolean fits = known && server.getHost() != null && server.getPort() > 0 && server.getUserInfo() == null;
            if (fits && (!plain || (server.getQuery().equals("plain") && isNear(server)))) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        mistakes.add(
                keys.mark("mail"),
                "'mail' is no mail server with a port",
                "write smtps://mail.example.org:465, or smtp://mail.example.org:587 for STARTTLS; ?plain only to loopback");
        return URI.create("smtps://invalid.invalid:465");
    }

    private static boolean isNear(URI server) {
        try {
            return InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Addresses of one mailbox, written plainly: what does not parse strictly could be two, or a header. */
    private void check(Keys keys, String key, String address) {
        try {
            InternetAddress parsed = new InternetAddress(address, true);
            parsed.validate();
            if (parsed.getAddress().indexOf('@') > 0) {
                return;
            }
        } catch (AddressException e) {
            // told below
        }
        mistakes.add(keys.mark(key), "this is no address of a mailbox", "write name@example.org");
    }
}
