package dev.steward.lifecycle;

import dev.steward.cluster.Request;
import io.temporal.common.SearchAttributeKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what instances are found in Temporal. They have to be registered with the namespace. */
public final class SearchAttributes {

    public static final SearchAttributeKey<String> INSTANCE = SearchAttributeKey.forKeyword("StewardInstance");
    public static final SearchAttributeKey<String> PLAN = SearchAttributeKey.forKeyword("StewardPlan");
    public static final SearchAttributeKey<String> INFRASTRUCTURE =
            SearchAttributeKey.forKeyword("StewardInfrastructure");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("StewardPhase");
    public static final SearchAttributeKey<String> MODE = SearchAttributeKey.forKeyword("StewardMode");

    /** The organisation and the space for which it was ordered, and how people call it there. */
    public static final SearchAttributeKey<String> ORGANIZATION = SearchAttributeKey.forKeyword("StewardOrganization");

    public static final SearchAttributeKey<String> SPACE = SearchAttributeKey.forKeyword("StewardSpace");
    public static final SearchAttributeKey<String> NAME = SearchAttributeKey.forKeyword("StewardName");

    /** The platform's name of the request that asked for what was last done. */
    public static final SearchAttributeKey<String> REQUEST = SearchAttributeKey.forKeyword("StewardRequest");

    public static final List<SearchAttributeKey<String>> ALL =
            List.of(INSTANCE, PLAN, INFRASTRUCTURE, PHASE, MODE, ORGANIZATION, SPACE, NAME, REQUEST);

    /** Temporal takes values of up to 2 KiB; what is longer is no name. */
    private static final int LONGEST = 255;

    /** As Cloud Foundry or Kubernetes say it (OSB profile, Context Object). */
    private static final String[] ORGANIZATION_KEYS = {"organization_guid", "clusterid"};

    private static final String[] SPACE_KEYS = {"space_guid", "namespace"};

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private SearchAttributes() {}

    /** The organisation for which it is ordered. */
    public static String organization(Request request) {
        return shortened(request.told(ORGANIZATION_KEYS));
    }

    /** The space in it. */
    static String space(Request request) {
        return shortened(request.told(SPACE_KEYS));
    }

    /** Under these keys a context says the organisation and the space. */
    public static Set<String> keysOfOwners() {
        return Stream.of(ORGANIZATION_KEYS, SPACE_KEYS).flatMap(Stream::of).collect(Collectors.toSet());
    }

    /** A text as it is kept: not all stores take control characters. */
    static String shortened(String value) {
        String shown = CONTROL.matcher(value).replaceAll("");
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) : shown;
    }

    /** A condition of a list filter: those of which this is so. */
    public static String is(SearchAttributeKey<String> key, String value) {
        return key.getName() + " = '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
