package dev.steward.broker.catalog;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What platforms show of an offering or a plan: the conventions of the OSB profile, Service Metadata and Plan Metadata. */
final class Display {

    private static final List<String> OF_OFFERINGS = List.of(
            "displayName", "imageUrl", "longDescription", "providerDisplayName", "documentationUrl", "supportUrl");

    private static final Rule<String> AMOUNT = Rule.matching("a price such as 99.0", "[0-9]{1,9}(\\.[0-9]{1,4})?");

    private Display() {}

    static Map<String, Object> ofOffering(Section section) {
        Map<String, Object> shown = new LinkedHashMap<>();
        OF_OFFERINGS.forEach(key -> section.optional(key, Rule.text()).ifPresent(text -> shown.put(key, text)));
        return shown;
    }

    static Map<String, Object> ofPlan(Section section) {
        Map<String, Object> shown = new LinkedHashMap<>();
        section.optional("displayName", Rule.text()).ifPresent(text -> shown.put("displayName", text));
        List<String> bullets = section.values("bullets", Rule.text());
        if (!bullets.isEmpty()) {
            shown.put("bullets", bullets);
        }
        section.optionalSection("costs", Display::cost).ifPresent(cost -> shown.put("costs", List.of(cost)));
        return shown;
    }

    /** OSB profile, Cloud Foundry Service Metadata, Cost Object. */
    private static Map<String, Object> cost(Section cost) {
        Map<String, Object> amount = new LinkedHashMap<>();
        cost.texts("amount", AMOUNT).forEach((currency, many) -> amount.put(currency, new BigDecimal(many)));
        return Map.of("amount", amount, "unit", cost.value("unit", Rule.text()));
    }
}
