package dev.steward.broker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses and bodies of requests. */
final class Paths {

    static final String CHOICE = "\"service_id\":\"" + Bench.SERVICE + "\",\"plan_id\":\"" + Bench.PLAN + "\"";
    static final String BODY = "{" + CHOICE + "}";
    static final String CHOSEN = "service_id=" + Bench.SERVICE + "&plan_id=" + Bench.PLAN;

    private Paths() {}

    static String instance(String id) {
        return "/v2/service_instances/" + encoded(id);
    }

    static String provision(String id) {
        return instance(id) + "?accepts_incomplete=true";
    }

    static String deprovision(String id) {
        return instance(id) + "?accepts_incomplete=true&" + CHOSEN;
    }

    static String lastOperation(String id) {
        return instance(id) + "/last_operation";
    }

    static String binding(String id, String bindingId) {
        return instance(id) + "/service_bindings/" + encoded(bindingId);
    }

    static String unbind(String id, String bindingId) {
        return binding(id, bindingId) + "?" + CHOSEN;
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
