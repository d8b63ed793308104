package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.FactsJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code hoop reviews}: grants as their reviewers see them. */
@Command(
        name = "reviews",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CampaignCommand.class,
        description = "List, keep, reduce and revoke grants, one by one or in campaigns.")
public final class ReviewsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The grants you may review, with what they were used for.")
    int list(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Option(names = "--due", description = "only those whose review is due") boolean due) {
        JsonNode answer = login.list("/reviews", "grants", Integer.MAX_VALUE);
        if (output.isJson()) {
            out().println(PageLogin.text(answer));
            return 0;
        }
        for (JsonNode grant : answer.path("grants").values()) {
            if (!due || text(grant, "standing").equals("DUE")) {
                print(grant);
            }
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "All decisions about a grant, newest first.")
    int show(@Mixin PageLogin login, @Mixin Output output, @Parameters(paramLabel = "GRANT") String grant) {
        return decisions(login.list("/reviews/" + encoded(grant), "decisions", Integer.MAX_VALUE), output);
    }

    @Command(
            name = "keep",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Confirm that a grant is still needed.")
    int keep(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "GRANT") String grant,
            @Option(names = "--reason", required = true, description = "why it is still needed") String reason) {
        return decisions(login.post("/reviews/" + encoded(grant) + "/keep", Map.of("reason", reason)), output);
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Revoke a grant; sessions that only it let in are ended.")
    int revoke(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "GRANT") String grant,
            @Option(names = "--reason", required = true, description = "why it is not needed") String reason) {
        return decisions(login.post("/reviews/" + encoded(grant) + "/revoke", Map.of("reason", reason)), output);
    }

    @Command(
            name = "reduce",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Leave less of a grant than the policy says, at once.")
    int reduce(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "GRANT") String grant,
            @Mixin Left left,
            @Option(names = "--reason", required = true, description = "why less is needed") String reason) {
        return decisions(
                login.post("/reviews/" + encoded(grant) + "/reduce", left.with(Map.of("reason", reason))), output);
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Give back all of a grant that the policy says.")
    int restore(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "GRANT") String grant,
            @Option(names = "--reason", required = true, description = "why all of it is needed") String reason) {
        return decisions(login.post("/reviews/" + encoded(grant) + "/restore", Map.of("reason", reason)), output);
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Write the signed evidence of a campaign that has ended; the same bytes every time.")
    int export(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "CAMPAIGN") String campaign,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "where to; must not be there")
                    Path file) {
        JsonNode answer = login.get("/campaigns/" + encoded(campaign) + "/evidence");
        byte[] archive = Base64.getDecoder().decode(answer.path("archive").asString(""));
        try {
            Files.write(file, archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    file + " cannot be written; name a file that is not there with --out",
                    e);
        }
        out().println(
                        output.isJson()
                                ? "{\"file\":" + FactsJson.quoted(file.toString()) + ",\"bytes\":" + archive.length
                                        + "}"
                                : file + ": " + archive.length + " bytes; check them with 'hoop evidence verify'");
        out().flush();
        return 0;
    }

    /** What stays of a grant. */
    static final class Left {
        @Option(names = "--allow", paramLabel = "KIND", split = ",", description = "kinds of statements that stay")
        private List<String> allow = List.of();

        @Option(
                names = "--tables",
                paramLabel = "TABLE",
                split = ",",
                description = "objects that stay, target.schema.table; * is any")
        private List<String> tables = List.of();

        Map<String, Object> with(Map<String, Object> more) {
            Map<String, Object> body = new LinkedHashMap<>(more);
            if (!allow.isEmpty()) {
                body.put("allow", allow);
            }
            if (!tables.isEmpty()) {
                body.put("tables", tables);
            }
            return body;
        }
    }

    private int decisions(JsonNode answer, Output output) {
        PrintWriter out = out();
        if (output.isJson()) {
            out.println(PageLogin.text(answer));
            return 0;
        }
        for (JsonNode decision : answer.path("decisions").values()) {
            out.printf(
                    "%s  %-6s  %s: %s%n",
                    text(decision, "at"), text(decision, "verdict"), text(decision, "by"), text(decision, "reason"));
        }
        out.flush();
        return 0;
    }

    private void print(JsonNode grant) {
        PrintWriter out = out();
        out.printf("%s  %s%n", text(grant, "name"), text(grant, "standing"));
        out.printf("  gives      %s%n", text(grant, "gives"));
        if (!text(grant, "reason").isEmpty()) {
            out.printf("  reason     %s%n", text(grant, "reason"));
        }
        if (!text(grant, "owner").isEmpty()) {
            out.printf("  owner      %s%n", text(grant, "owner"));
        }
        if (!text(grant, "narrowing").isEmpty()) {
            out.printf("  reduced    %s%n", text(grant, "narrowing"));
        }
        out.printf("  last used  %s%n", grant.path("lastUsed").asString("not in 90 days"));
        for (JsonNode use : grant.path("uses").values()) {
            out.printf(
                    "             %s %s, %d times%n",
                    text(use, "kind"), text(use, "object"), use.path("uses").asLong(0));
        }
        if (!text(grant, "hint").isEmpty()) {
            out.printf("  hint       %s%n", text(grant, "hint"));
        }
    }

    private static String text(JsonNode node, String name) {
        return ApprovalsCommand.visible(node.path(name).asString(""));
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
