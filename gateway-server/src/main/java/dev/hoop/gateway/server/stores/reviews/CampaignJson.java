package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Scope;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What of campaigns stands in text columns, and what is told of them. */
final class CampaignJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CampaignJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static List<String> texts(String json) {
        return MAPPER.readValue(json, new TypeReference<List<String>>() {});
    }

    static List<Long> numbers(String json) {
        return MAPPER.readValue(json, new TypeReference<List<Long>>() {});
    }

    static Scope scope(String json) {
        return MAPPER.readValue(json, Scope.class);
    }

    static Snapshot snapshot(String json) {
        return MAPPER.readValue(json, Snapshot.class);
    }

    /** Enough to know whether to look. */
    static String news(Campaign campaign) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("campaign", campaign.id());
        news.put("name", campaign.name());
        news.put("state", campaign.state().name().toLowerCase(Locale.ROOT));
        news.put("startedBy", campaign.startedBy());
        news.put("reviewers", campaign.reviewers());
        news.put("total", Integer.toString(campaign.total()));
        news.put("undecided", Integer.toString(campaign.undecided()));
        news.put("dueAt", campaign.dueAt().toString());
        return write(news);
    }
}
