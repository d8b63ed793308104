package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** {@code hoop reviews campaign}: reviewers are asked about many grants until a day. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Start, list, show, answer and close campaigns of reviews.")
public final class CampaignCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Ask reviewers about every grant of a scope, as it is now.")
    int start(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "what people call it") String name,
            @Mixin Scope scope,
            @Option(
                            names = "--reviewers",
                            paramLabel = "GROUP",
                            split = ",",
                            description = "groups, or subject:name (default: those whom each grant names)")
                    List<String> reviewers,
            @Option(
                            names = "--due",
                            paramLabel = "TIME",
                            required = true,
                            converter = Time.class,
                            description = "how long reviewers have: 14d, 12h, 30m")
                    Duration due,
            @Option(
                            names = "--remind",
                            paramLabel = "TIME",
                            split = ",",
                            defaultValue = "3d,1d",
                            converter = Time.class,
                            description = "how long before the end they are reminded (default: ${DEFAULT-VALUE})")
                    List<Duration> remind,
            @Option(
                            names = "--at-due",
                            paramLabel = "keep|read-only|revoke",
                            defaultValue = "keep",
                            description =
                                    "what becomes of grants that nobody decided about (default: ${DEFAULT-VALUE})")
                    String atDue,
            @Option(names = "--reason", required = true, description = "why they are asked") String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("reason", reason);
        body.put("grants", scope.grants);
        body.put("targets", scope.targets);
        body.put("groups", scope.groups);
        body.put("owners", scope.owners);
        body.put("reviewers", reviewers == null ? List.of() : reviewers);
        body.put("withinSeconds", due.toSeconds());
        body.put("remindSeconds", remind.stream().map(Duration::toSeconds).toList());
        body.put("atDue", atDue);
        return whole(login.post("/campaigns", body), output);
    }

    /** Which grants; all that is given must fit. */
    static final class Scope {
        @Option(names = "--grants", paramLabel = "NAME", split = ",", description = "only these grants")
        private List<String> grants = List.of();

        @Option(names = "--targets", paramLabel = "NAME", split = ",", description = "only grants on these targets")
        private List<String> targets = List.of();

        @Option(names = "--groups", paramLabel = "NAME", split = ",", description = "only grants to these groups")
        private List<String> groups = List.of();

        @Option(names = "--owners", paramLabel = "NAME", split = ",", description = "only grants of these owners")
        private List<String> owners = List.of();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The campaigns you see, newest first.")
    int list(@Mixin PageLogin login, @Mixin Output output) {
        JsonNode answer = login.list("/campaigns", "campaigns", Integer.MAX_VALUE);
        PrintWriter out = out();
        if (output.isJson()) {
            out.println(PageLogin.text(answer));
        } else {
            answer.path("campaigns").values().forEach(this::line);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "A campaign with its grants.")
    int show(@Mixin PageLogin login, @Mixin Output output, @Parameters(paramLabel = "CAMPAIGN") String id) {
        return whole(login.get("/campaigns/" + ReviewsCommand.encoded(id)), output);
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Answer about one grant, once and for all of this campaign.")
    int decide(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "CAMPAIGN") String id,
            @Parameters(paramLabel = "GRANT") String grant,
            @Parameters(paramLabel = "keep|reduce|revoke") String verdict,
            @Mixin ReviewsCommand.Left left,
            @Option(names = "--reason", required = true, description = "why") String reason) {
        Map<String, Object> body = left.with(Map.of("grant", grant, "verdict", verdict, "reason", reason));
        return whole(login.post("/campaigns/" + ReviewsCommand.encoded(id) + "/decide", body), output);
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "End a campaign now; what nobody has decided about stays as it is.")
    int close(@Mixin PageLogin login, @Mixin Output output, @Parameters(paramLabel = "CAMPAIGN") String id) {
        return whole(login.post("/campaigns/" + ReviewsCommand.encoded(id) + "/close", Map.of()), output);
    }

    private int whole(JsonNode campaign, Output output) {
        PrintWriter out = out();
        if (output.isJson()) {
            out.println(PageLogin.text(campaign));
        } else {
            line(campaign);
            campaign.path("items").values().forEach(this::item);
        }
        out.flush();
        return 0;
    }

    private void line(JsonNode campaign) {
        out().printf(
                        "%s  %s  %s, %d of %d decided, due %s, then %s%n",
                        text(campaign, "id"),
                        text(campaign, "name"),
                        text(campaign, "state"),
                        campaign.path("total").asInt(0)
                                - campaign.path("undecided").asInt(0),
                        campaign.path("total").asInt(0),
                        text(campaign, "dueAt"),
                        text(campaign, "atDue"));
    }

    private void item(JsonNode item) {
        PrintWriter out = out();
        JsonNode decision = item.path("decision");
        out.printf("  %s  %s%n", text(item, "grant"), decision.isObject() ? text(decision, "verdict") : "OPEN");
        out.printf("    gives      %s%n", text(item, "gives"));
        out.printf("    last used  %s%n", item.path("lastUsed").asString("not in 90 days"));
        if (!text(item, "suggestion").isEmpty()) {
            out.printf("    hint       %s%n", text(item, "suggestion"));
        }
        if (decision.isObject()) {
            out.printf(
                    "    decided    %s by %s: %s%n",
                    text(decision, "at"), text(decision, "by"), text(decision, "reason"));
            if (!text(decision, "narrowing").isEmpty()) {
                out.printf("    left       %s%n", text(decision, "narrowing"));
            }
        }
    }

    private static String text(JsonNode node, String name) {
        return ApprovalsCommand.visible(node.path(name).asString(""));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** {@code 14d}, {@code 12h}, {@code 30m}, {@code 45s}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([dhms])");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("'" + text + "' is no time; write 14d, 12h or 30m");
            }
            long count = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
            };
        }
    }
}
