package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code hoop sessions}: what auditors find at a gateway. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Find sessions, see what their subjects did and saw, watch them while they go on, and end them.")
public final class SessionsCommand {
    private static final int MOST = 200;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The newest sessions that fit, at most 200.")
    int list(
            @Mixin PageLogin login,
            @Mixin Output output,
            @Option(names = "--subject") String subject,
            @Option(names = "--target") String target,
            @Option(names = "--task") String task,
            @Option(names = "--table", description = "one that a statement touched") String table,
            @Option(names = "--text", description = "part of a statement") String text,
            @Option(names = "--verdict", description = "allowed, held or denied") String verdict,
            @Option(names = "--since", paramLabel = "DAY", description = "such as 2026-11-21") String since,
            @Option(names = "--until", paramLabel = "DAY", description = "this day included") String until) {
        Map<String, String> search = new TreeMap<>();
        put(search, "subject", subject);
        put(search, "target", target);
        put(search, "task", task);
        put(search, "table", table);
        put(search, "text", text);
        put(search, "verdict", verdict);
        put(search, "since", since);
        put(search, "until", until);
        JsonNode answer = login.list("/sessions" + query(search), "sessions", MOST);
        PrintWriter out = out();
        if (output.isJson()) {
            out.println(PageLogin.text(answer));
            return 0;
        }
        for (JsonNode session : answer.path("sessions").values()) {
            out.printf(
                    "%s  %s  %s at %s through %s%s%n",
                    text(session, "id"),
                    text(session, "at"),
                    text(session, "subject"),
                    text(session, "target"),
                    text(session, "door"),
                    text(session, "task").isEmpty() ? "" : ", task " + text(session, "task"));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The statements of a session with their verdicts; that it was read stands in the trail.")
    int show(@Mixin PageLogin login, @Mixin Output output, @Parameters(paramLabel = "SESSION") String id) {
        JsonNode answer = login.get("/sessions/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        PrintWriter out = out();
        if (output.isJson()) {
            out.println(PageLogin.text(answer));
            return 0;
        }
        for (JsonNode line : answer.path("lines").values()) {
            JsonNode fields = line.path("fields");
            if (!text(fields, "text").isEmpty()) {
                out.printf(
                        "%8d ms  %-7s  %s%n", line.path("ms").asLong(0), text(fields, "verdict"), text(fields, "text"));
            }
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "See a session on a host while it goes on; that it is watched stands in the trail. Needs the role auditor.")
    int watch(
            @Mixin PageLogin login,
            @Option(
                            names = "--screen",
                            description = "show it as the subject sees it; it may steer the terminal you watch it in")
                    boolean screen,
            @Parameters(paramLabel = "SESSION") String id) {
        LiveScreen live = new LiveScreen(out(), screen);
        login.events("/sessions/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/watch", live::event);
        return 0;
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "End a session, and all that runs in it; its subject is told why. Needs the role admin.")
    int end(
            @Mixin PageLogin login,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why") String reason,
            @Parameters(paramLabel = "SESSION") String id) {
        login.post("/sessions/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/end", Map.of("reason", reason));
        out().printf("ended %s%n", ApprovalsCommand.visible(id));
        out().flush();
        return 0;
    }

    private static void put(Map<String, String> search, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            search.put(name, value);
        }
    }

    private static String query(Map<String, String> search) {
        List<String> parts = new ArrayList<>();
        search.forEach((name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String text(JsonNode node, String name) {
        return ApprovalsCommand.visible(node.path(name).asString(""));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
