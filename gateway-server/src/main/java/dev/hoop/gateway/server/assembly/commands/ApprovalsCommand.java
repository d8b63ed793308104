package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.VisibleText;
import dev.hoop.gateway.remote.ApprovalsClient;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and answers requests for approval at a running gateway. */
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "List and answer statements that wait for people.")
public final class ApprovalsCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The requests you asked or may answer, newest first.")
    int list(
            @Mixin GatewayLogin login,
            @Mixin Output output,
            @Option(names = "--all", description = "decided ones too") boolean all) {
        try (ApprovalsClient client = ApprovalsClient.connect(login.options("approvals"))) {
            List<ApprovalRequest> shown = client.list().stream()
                    .filter(request -> all || request.state() == ApprovalRequest.State.PENDING)
                    .toList();
            if (output.isJson()) {
                out().println(json(shown));
                return 0;
            }
            shown.forEach(this::print);
            if (shown.isEmpty()) {
                out().println(all ? "no requests" : "nothing waits for you; --all shows decided requests too");
            }
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "One request.")
    int show(@Mixin GatewayLogin login, @Mixin Output output, @Parameters(paramLabel = "REQUEST") String id) {
        try (ApprovalsClient client = ApprovalsClient.connect(login.options("approvals"))) {
            show(client.read(id), output);
            return 0;
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Agree that the statement runs, once, exactly as shown.")
    int approve(
            @Mixin GatewayLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "REQUEST") String id,
            @Option(names = "--reason", defaultValue = "", description = "kept in the trail") String reason) {
        try (ApprovalsClient client = ApprovalsClient.connect(login.options("approvals"))) {
            show(client.approve(id, reason), output);
            return 0;
        }
    }

    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Refuse it; the requester sees the reason.")
    int refuse(
            @Mixin GatewayLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "REQUEST") String id,
            @Option(names = "--reason", required = true, description = "shown to the requester and kept in the trail")
                    String reason) {
        try (ApprovalsClient client = ApprovalsClient.connect(login.options("approvals"))) {
            show(client.refuse(id, reason), output);
            return 0;
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Take back a request of your own.")
    int withdraw(
            @Mixin GatewayLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "REQUEST") String id,
            @Option(names = "--reason", defaultValue = "") String reason) {
        try (ApprovalsClient client = ApprovalsClient.connect(login.options("approvals"))) {
            show(client.withdraw(id, reason), output);
            return 0;
        }
    }

    @Command(
            name = "justify",
            aliases = "break-glass",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Go on with a request of your own without people, where its rule lets you; they look at the reason afterwards.")
    int justify(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Parameters(paramLabel = "REQUEST") String id,
            @Option(names = "--reason", required = true, description = "why you need it; kept in the trail")
                    String reason) {
        JsonNode request = login.post(
                "/approvals/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/break-glass",
                Map.of("reason", reason));
        out().println(
                        output.isJson()
                                ? PageLogin.text(request)
                                : visible(request.path("id").asString("") + "  "
                                        + request.path("state").asString("")));
        out().flush();
        return 0;
    }

    private void show(ApprovalRequest request, Output output) {
        if (output.isJson()) {
            out().println(json(request));
        } else {
            print(request);
        }
    }

    private static String json(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    private void print(ApprovalRequest request) {
        PrintWriter out = out();
        out.printf("%s  %s%n", request.id(), request.state());
        out.printf(
                "  asked by   %s at %s, open until %s%n", request.requester(), request.askedAt(), request.expiresAt());
        out.printf("  target     %s%s%n", request.target(), request.task().isEmpty() ? "" : ", task " + request.task());
        out.printf("  rule       %s: %s%n", request.rule(), visible(request.reason()));
        out.printf("  statement  %s%n", visible(request.statement()));
        if (!request.parameters().isEmpty()) {
            out.printf("  parameters %s%n", visible(String.join(", ", request.parameters())));
        }
        request.touches().forEach(touched -> out.printf("  touches    %s%n", visible(touched)));
        out.printf(
                "  needs      %d of %s; approved by %s%n",
                request.needed(),
                String.join(", ", request.approvers()),
                request.approvedBy().isEmpty() ? "nobody yet" : String.join(", ", request.approvedBy()));
        out.flush();
    }

    /** What a terminal would hide or reorder is shown as an escape: an approver must see what runs. */
    static String visible(String text) {
        return VisibleText.of(text);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
