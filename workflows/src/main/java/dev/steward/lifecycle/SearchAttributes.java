package dev.steward.lifecycle;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** By what instances are found in Temporal. They have to be registered with the namespace. */
public final class SearchAttributes {

    public static final SearchAttributeKey<String> INSTANCE = SearchAttributeKey.forKeyword("StewardInstance");
    public static final SearchAttributeKey<String> PLAN = SearchAttributeKey.forKeyword("StewardPlan");
    public static final SearchAttributeKey<String> INFRASTRUCTURE =
            SearchAttributeKey.forKeyword("StewardInfrastructure");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("StewardPhase");
    public static final SearchAttributeKey<String> MODE = SearchAttributeKey.forKeyword("StewardMode");

    public static final List<SearchAttributeKey<String>> ALL = List.of(INSTANCE, PLAN, INFRASTRUCTURE, PHASE, MODE);

    private SearchAttributes() {}
}
