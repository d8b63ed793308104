package dev.hoop.gateway.server.notifiers;

import dev.hoop.gateway.engine.VisibleText;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** News in one sentence, as people read them; names of others stand in it as the destination needs them. */
public final class NewsWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String topic;
    private final JsonNode body;
    private final UnaryOperator<String> safe;

    /** @param safe makes a text of others harmless at the destination */
    public NewsWords(Notifier.News news, UnaryOperator<String> safe) {
        this.topic = news.topic();
        this.body = JSON.readTree(news.body());
        this.safe = safe;
    }

    /** For a chat of Slack's kind: what it would take for markup, mentions of everybody among it, is text, and nothing hides. */
    public static NewsWords forChat(Notifier.News news) {
        return new NewsWords(
                news,
                text -> VisibleText.of(text)
                        .replace('\n', ' ')
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;"));
    }

    /** What the news are about: the same for all news of one request or campaign. */
    public String about() {
        return body.has("campaign")
                ? "campaign " + body.path("campaign").asString("")
                : "request " + body.path("request").asString("");
    }

    /** To a page where one signs in; it answers nothing by itself. Empty where there is no page. */
    public String link(Optional<URI> page) {
        return page.map(address -> body.has("campaign")
                        ? address + "/campaigns/" + body.path("campaign").asString("")
                        : address + "/approvals/" + body.path("request").asString(""))
                .orElse("");
    }

    public String sentence() {
        String request = "request %s of %s at %s".formatted(text("request"), text("requester"), text("target"));
        return switch (topic) {
            case "approval-asked" ->
                "%s asks at %s: rule %s holds a statement".formatted(text("requester"), text("target"), text("rule"));
            case "glass-broken" ->
                "%s did not wait for people at %s, against rule %s; one of them must review it"
                        .formatted(text("requester"), text("target"), text("rule"));
            case "glass-reviewed" -> request + ", which did not wait for people, is reviewed";
            case "approval-revoked" -> "the approval of " + request + " is taken back";
            case "campaign-started", "campaign-reminder" ->
                "campaign %s asks reviewers about %s grants until %s; %s are not decided"
                        .formatted(text("name"), text("total"), text("dueAt"), text("undecided"));
            case "campaign-closed" -> "campaign %s is %s".formatted(text("name"), text("state"));
            case "approval-settled" -> "somebody has found out what became of " + request;
            default -> request + " is " + text("state") + by();
        };
    }

    /** What a request is about, a line each; holds no value of its statement. Empty where nothing more is known. */
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        if (!text("task").isEmpty()) {
            lines.add("Task: " + text("task"));
        }
        if (!text("statement").isEmpty()) {
            lines.add("Statement, without its values: " + text("statement"));
        }
        for (JsonNode touched : body.path("touches").values()) {
            lines.add("- " + safe.apply(touched.asString("")));
        }
        return lines;
    }

    /**
     * The whole of a chat's message: the sentence with a link, and the details below it.
     *
     * @param linked writes an address as the chat takes it
     */
    public String message(Optional<URI> page, UnaryOperator<String> linked) {
        String link = link(page);
        List<String> lines = new ArrayList<>();
        lines.add(link.isEmpty() ? sentence() : sentence() + " " + linked.apply(link));
        lines.addAll(details());
        return String.join("\n", lines);
    }

    private String by() {
        return text("decidedBy").isEmpty() ? "" : ", decided by " + text("decidedBy");
    }

    private String text(String name) {
        return safe.apply(body.path(name).asString(""));
    }
}
