package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.PolicyRules.Defaults;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget.Trail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the targets. A secret in the file is a mistake, and no message repeats a URL. */
final class TargetReader {
    static final Map<String, Trail> TRAILS = Map.of("strict", Trail.STRICT, "bounded", Trail.BOUNDED);

    private static final Pattern SECRET_IN_URL =
            Pattern.compile("(?i)[?&;](?:password|pwd|passwd|secret|token|sslpassword)=|//[^/?#@]*:[^/?#@]*@");
    private static final Pattern SSH_URL =
            Pattern.compile("ssh://(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");
    private static final Pattern SECRET_OPTION = Pattern.compile("(?i).*(?:password|passwd|pwd|secret|token).*");
    private static final Pattern CREDENTIAL = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:\\S.*");
    private static final List<String> LATER_TYPES = List.of("http", "kubernetes");

    private static final List<String> TYPES = List.of("jdbc", "ssh");

    private final Defaults defaults;
    private final Problems problems;

    TargetReader(Defaults defaults, Problems problems) {
        this.defaults = defaults;
        this.problems = problems;
    }

    Map<TargetName, PolicyTarget> read(List<Entry> entries) {
        NameReader names = new NameReader("target");
        Map<TargetName, PolicyTarget> targets = new LinkedHashMap<>();
        for (Entry entry : entries) {
            PolicyTarget target = target(entry);
            if (names.take(problems, entry.mark(), entry.key())) {
                targets.put(target.name(), target);
            }
        }
        return targets;
    }

    private PolicyTarget target(Entry entry) {
        Fields fields = Fields.of(entry.value(), Section.TARGET, problems);
        OptionalLong maxRows = fields.count("max-rows", 1, Long.MAX_VALUE);
        return new PolicyTarget(
                entry.mark(),
                new TargetName(entry.key().isBlank() ? "?" : entry.key()),
                type(fields),
                url(fields),
                credential(fields),
                options(fields),
                fields.choice("trail", TRAILS).or(defaults::trail),
                fields.duration("statement-timeout").or(defaults::statementTimeout),
                maxRows.isPresent() ? maxRows : defaults.maxRows());
    }

    private String type(Fields fields) {
        String type = fields.requiredText("type", "jdbc");
        if (LATER_TYPES.contains(type)) {
            problems.add(
                    fields.mark("type"),
                    "targets of type '" + type + "' are not supported yet",
                    "write type: jdbc or type: ssh");
        } else if (!type.isEmpty() && !TYPES.contains(type)) {
            fields.unknown("target type", new Fields.Text(fields.mark("type"), type), TYPES);
        }
        return type;
    }

    private String url(Fields fields) {
        if (isSsh(fields)) {
            return sshUrl(fields);
        }
        String url = fields.requiredText("url", "jdbc:postgresql://host/database");
        if (!url.isEmpty() && !url.startsWith("jdbc:")) {
            problems.add(
                    fields.mark("url"),
                    "the target's URL does not begin with 'jdbc:'",
                    "write the URL of the database's own JDBC driver");
        }
        if (url.startsWith("jdbc:hoop:")) {
            problems.add(
                    fields.mark("url"), "the target's URL leads to a gateway", "write the URL of the database itself");
        }
        if (SECRET_IN_URL.matcher(url).find()) {
            problems.add(
                    fields.mark("url"),
                    "the target's URL holds a password",
                    "take it out and write credential: env:NAME or credential: file:/path");
        }
        return url;
    }

    private static boolean isSsh(Fields fields) {
        return fields.text("type").filter("ssh"::equals).isPresent();
    }

    private String sshUrl(Fields fields) {
        String url = fields.requiredText("url", "ssh://web.internal");
        if (!url.isEmpty() && !SSH_URL.matcher(url).matches()) { // does not repeat what may hold a password
            problems.add(
                    fields.mark("url"),
                    "the target's URL is not of the form ssh://host or ssh://host:port",
                    "write the host's name and port alone; the account and its secret belong to the credential");
        }
        if (fields.has("max-rows")) {
            problems.add(fields.mark("max-rows"), "'max-rows' means nothing on a host", "take it out");
        }
        return url;
    }

    private String credential(Fields fields) {
        String credential = fields.text("credential").orElse("");
        if (credential.startsWith("vault:")) {
            problems.add(
                    fields.mark("credential"),
                    "credentials from a vault are not supported yet",
                    "write credential: env:NAME or credential: file:/path");
        } else if (!credential.isEmpty() && !CREDENTIAL.matcher(credential).matches()) {
            problems.add( // does not repeat what may be a password
                    fields.mark("credential"),
                    "the credential is not a place where one is found",
                    "write credential: env:NAME or credential: file:/path; the file never holds the secret itself");
        }
        return credential;
    }

    private Map<String, String> options(Fields fields) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Entry entry : fields.named("options")) {
            Optional<String> value = value(entry.value());
            if (value.isEmpty()) {
                problems.add(
                        entry.value().mark(), "option '" + entry.key() + "' is not a single value", "write one value");
            } else if (SECRET_OPTION.matcher(entry.key()).matches()) {
                problems.add(
                        entry.mark(),
                        "option '" + entry.key() + "' holds a secret",
                        "write credential: env:NAME or credential: file:/path");
            } else if (options.putIfAbsent(entry.key(), value.get()) != null) {
                problems.add(entry.mark(), "option '" + entry.key() + "' stands twice", "keep one of them");
            }
        }
        if (isSsh(fields)) {
            option(fields, options, "shell", "bash|sh", "bash or sh, the shell of the account");
            option(fields, options, "home", "/|(?:/[^/\\s]+)+", "the account's home directory, such as /home/deploy");
            option(fields, options, "max-file-bytes", "[0-9]{1,18}", "10000000, a number of bytes");
            option(fields, options, "record-file-bytes", "[0-9]{1,7}", "65536, a number of bytes below ten million");
            option(fields, options, "record-input", "true|false", "true or false");
            option(fields, options, "shell-mode", "exec-only|gated|recorded", "exec-only, gated or recorded");
        }
        return options;
    }

    private void option(Fields fields, Map<String, String> options, String name, String form, String example) {
        if (!options.getOrDefault(name, "").matches(form + "|")) {
            problems.add(
                    fields.mark("options"), "option '" + name + "' is not known so", "write " + name + ": " + example);
        }
    }

    private static Optional<String> value(PolicyNode node) {
        return node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
