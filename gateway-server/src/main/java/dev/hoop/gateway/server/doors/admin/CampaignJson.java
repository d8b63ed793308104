package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.CampaignDesk;
import dev.hoop.gateway.server.gate.CampaignDesk.CampaignLine;
import java.util.LinkedHashMap;
import java.util.Map;

/** How campaigns look in the interface. */
final class CampaignJson {
    private CampaignJson() {}

    static Map<String, Object> of(CampaignDesk.CampaignView view) {
        Map<String, Object> shown = line(view.line());
        shown.put("items", view.items().stream().map(CampaignJson::item).toList());
        return shown;
    }

    static Map<String, Object> line(CampaignLine campaign) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", campaign.id());
        shown.put("name", campaign.name());
        shown.put("state", campaign.state());
        shown.put("atDue", campaign.atDue());
        shown.put("reviewers", campaign.reviewers());
        shown.put("policy", campaign.policy());
        shown.put("startedBy", campaign.startedBy());
        shown.put("reason", campaign.reason());
        shown.put("startedAt", campaign.startedAt().toString());
        shown.put("dueAt", campaign.dueAt().toString());
        shown.put("closedBy", campaign.closedBy());
        shown.put("closedAt", campaign.closedAt().map(Object::toString).orElse(null));
        shown.put("total", campaign.total());
        shown.put("undecided", campaign.undecided());
        return shown;
    }

    private static Map<String, Object> item(CampaignDesk.ItemView item) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("grant", item.grant());
        shown.put("gives", item.gives());
        shown.put("owner", item.owner());
        shown.put("reason", item.reason());
        shown.put("created", item.created().map(Object::toString).orElse(null));
        shown.put("expires", item.expires().map(Object::toString).orElse(null));
        shown.put("lastUsed", item.lastUsed().map(Object::toString).orElse(null));
        shown.put("uses", item.uses().stream().map(Json::use).toList());
        shown.put("people", item.people());
        shown.put("standing", item.standing());
        shown.put("narrowing", item.narrowing());
        shown.put("suggestion", item.suggestion());
        shown.put("proposal", item.proposal().map(Json::narrowing).orElse(null));
        shown.put("mayDecide", item.mayDecide());
        shown.put("decision", item.decision().map(Json::decision).orElse(null));
        shown.put("automatic", item.automatic());
        return shown;
    }
}
