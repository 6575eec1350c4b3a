package dev.steward.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.broker.Http.Reply;
import dev.steward.broker.Model.Expected;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A request about one instance, and what the model says to it.
 *
 * @param name for people
 * @param request sends it, by whom and about which instance
 * @param expected what has to be answered
 */
record Move(String name, BiFunction<Http, String, Reply> request, Function<Model, Expected> expected) {

    static Move provision(String variant) {
        return new Move(
                "PUT " + variant,
                (http, id) -> http.put(Paths.provision(id), body(variant)),
                model -> model.provision(variant));
    }

    static Move provisionBadly(String body) {
        return new Move("PUT " + body, (http, id) -> http.put(Paths.provision(id), body), Model::malformed);
    }

    static Move provisionImpatiently() {
        return new Move(
                "PUT without waiting",
                (http, id) -> http.put(Paths.instance(id), Paths.BODY),
                model -> model.refused(422, "AsyncRequired"));
    }

    static Move provisionOutdated() {
        return new Move(
                "PUT of another maintenance",
                (http, id) -> http.put(
                        Paths.provision(id), "{" + Paths.CHOICE + ",\"maintenance_info\":{\"version\":\"0.0.1\"}}"),
                model -> model.refused(422, "MaintenanceInfoConflict"));
    }

    /** What the platform tells of an instance. */
    static Move updateContext() {
        return new Move(
                "PATCH of the context",
                (http, id) -> http.send(
                        "PATCH",
                        Paths.provision(id),
                        ("{\"service_id\":\"" + Bench.SERVICE + "\",\"context\":{\"instance_name\":\"x\"}}")
                                .getBytes(UTF_8)),
                Model::updateContext);
    }

    static Move updateParameters() {
        return new Move(
                "PATCH of a parameter",
                (http, id) -> http.send(
                        "PATCH",
                        Paths.provision(id),
                        ("{\"service_id\":\"" + Bench.SERVICE + "\",\"parameters\":{\"extensions\":[\"citext\"]}}")
                                .getBytes(UTF_8)),
                model -> model.update("citext"));
    }

    static Move fetch() {
        return new Move("GET", (http, id) -> http.get(Paths.instance(id)), Model::fetch);
    }

    static Move lastOperation() {
        return new Move("last_operation", (http, id) -> http.get(Paths.lastOperation(id)), Model::lastOperation);
    }

    static Move deprovision() {
        return new Move("DELETE", (http, id) -> http.delete(Paths.deprovision(id)), Model::deprovision);
    }

    static Move deprovisionBadly() {
        return new Move(
                "DELETE of no service",
                (http, id) -> http.delete(Paths.instance(id) + "?accepts_incomplete=true"),
                Model::malformed);
    }

    static Move deprovisionImpatiently() {
        return new Move(
                "DELETE without waiting",
                (http, id) -> http.delete(Paths.instance(id) + "?" + Paths.CHOSEN),
                model -> model.refused(422, "AsyncRequired"));
    }

    static Move bind(String binding, String variant) {
        return new Move(
                "bind " + binding + " " + variant,
                (http, id) -> http.put(Paths.binding(id, binding), access(variant)),
                model -> model.bind(binding, variant));
    }

    static Move rotate(String binding, String predecessor) {
        return new Move(
                "rotate " + predecessor + " to " + binding,
                (http, id) ->
                        http.put(Paths.binding(id, binding), "{\"predecessor_binding_id\":\"" + predecessor + "\"}"),
                model -> model.rotate(binding, predecessor));
    }

    static Move fetchBinding(String binding) {
        return new Move(
                "GET " + binding,
                (http, id) -> http.get(Paths.binding(id, binding)),
                model -> model.fetchBinding(binding));
    }

    static Move unbind(String binding) {
        return new Move(
                "unbind " + binding,
                (http, id) -> http.delete(Paths.unbind(id, binding)),
                model -> model.unbind(binding));
    }

    static Move unbindBadly(String binding) {
        return new Move(
                "unbind " + binding + " of no service",
                (http, id) -> http.delete(Paths.binding(id, binding)),
                model -> model.unbindMalformed(binding));
    }

    private static String body(String variant) {
        return "{" + Paths.CHOICE + ",\"parameters\":{\"settings\":{\"work_mem\":" + variant + "}}}";
    }

    private static String access(String variant) {
        return "{" + Paths.CHOICE + ",\"parameters\":{\"role\":\"" + variant + "\"}}";
    }

    @Override
    public String toString() {
        return name;
    }
}
