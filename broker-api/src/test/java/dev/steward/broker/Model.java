package dev.steward.broker;

import dev.steward.broker.Http.Reply;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What OSB 2.17 has a broker answer, of one instance.
 *
 * @param life where it is
 * @param made as which variant it was asked for
 * @param bindings the variant of each, by id; {@code ">id"} is what a rotation of that one is
 */
record Model(Life life, String made, Map<String, String> bindings) {

    /** What follows in the name of a variant was not ordered at first. */
    private static final String UPDATED = " with ";

    static final Model NEVER = new Model(Life.NEVER, "", Map.of());

    /** Where an instance is. */
    enum Life {
        NEVER,
        /** Deleted before it was ordered, a moment ago. */
        EARLY,
        CREATING,
        LIVE,
        UPDATING,
        /** Live as it was before an update that failed. */
        RESTORED,
        FAILED,
        DELETING,
        GONE
    }

    /**
     * An answer that is right, and what the instance is then.
     *
     * @param says what is expected, for people
     */
    record Expected(String says, Predicate<Reply> right, Model then) {}

    Model become(Life next) {
        return new Model(next, made, next != Life.FAILED && next != Life.GONE ? bindings : Map.of());
    }

    private Expected status(int status, Model then) {
        return new Expected(String.valueOf(status), r -> r.status() == status, then);
    }

    private Expected status(int status) {
        return status(status, this);
    }

    private Expected error(int status, String code) {
        return new Expected(
                status + " " + code,
                r -> r.status() == status && code.equals(r.json().get("error")),
                this);
    }

    private Expected state(String state) {
        return new Expected(
                "200 " + state, r -> r.status() == 200 && state.equals(r.json().get("state")), this);
    }

    Expected provision(String variant) {
        return switch (life) {
            case NEVER, GONE -> status(202, new Model(Life.CREATING, variant, Map.of()));
            case EARLY -> error(422, "ConcurrencyError");
            case CREATING -> status(made.equals(variant) ? 202 : 409);
            case LIVE, RESTORED -> status(made.equals(variant) ? 200 : 409);
            case UPDATING -> status(409);
            case FAILED -> status(409);
            case DELETING -> error(422, "ConcurrencyError");
        };
    }

    Expected refused(int status, String code) {
        return error(status, code);
    }

    Expected malformed() {
        return status(400);
    }

    Expected fetch() {
        return switch (life) {
            case LIVE, RESTORED -> status(200);
            case UPDATING -> error(422, "ConcurrencyError");
            default -> status(404);
        };
    }

    Expected lastOperation() {
        return switch (life) {
            case NEVER, EARLY -> status(404);
            case GONE -> status(410);
            case CREATING, UPDATING, DELETING -> state("in progress");
            case LIVE -> state("succeeded");
            case RESTORED, FAILED -> state("failed");
        };
    }

    Expected deprovision() {
        return switch (life) {
            case NEVER, EARLY -> status(410, become(Life.EARLY));
            case GONE -> status(410);
            default -> status(202, become(Life.DELETING));
        };
    }

    Expected bind(String id, String variant) {
        return switch (life) {
            case NEVER, EARLY, GONE -> status(404);
            case CREATING, DELETING -> error(422, "ConcurrencyError");
            case FAILED -> status(422);
            case LIVE, UPDATING, RESTORED ->
                bindings.containsKey(id)
                        ? status(variantOf(id).equals(variant) ? 200 : 409)
                        : status(201, with(id, variant));
        };
    }

    /** A successor is asked for with what its predecessor was. */
    Expected rotate(String id, String predecessor) {
        if (life != Life.LIVE && life != Life.UPDATING && life != Life.RESTORED) {
            return bind(id, "");
        }
        if (bindings.containsKey(id)) {
            return status(Objects.equals(bindings.get(id), ">" + predecessor + " " + variantOf(id)) ? 200 : 409);
        }
        return bindings.containsKey(predecessor)
                ? status(201, with(id, ">" + predecessor + " " + variantOf(predecessor)))
                : status(400);
    }

    private String variantOf(String id) {
        String known = Objects.requireNonNull(bindings.get(id));
        return known.substring(known.lastIndexOf(' ') + 1);
    }

    /** What only the platform tells of it is told at once; while it is updated, the update goes on. */
    Expected updateContext() {
        return switch (life) {
            case LIVE, RESTORED -> status(200);
            case UPDATING -> status(202);
            default -> notUpdated();
        };
    }

    Expected update(String addition) {
        String with = UPDATED + addition;
        return switch (life) {
            case LIVE, RESTORED ->
                made.endsWith(with) ? status(200) : status(202, new Model(Life.UPDATING, made + with, bindings));
            case UPDATING -> status(202);
            default -> notUpdated();
        };
    }

    private Expected notUpdated() {
        return switch (life) {
            case NEVER, EARLY, GONE -> status(404);
            case CREATING, DELETING -> error(422, "ConcurrencyError");
            case FAILED, LIVE, UPDATING, RESTORED -> status(422);
        };
    }

    Expected fetchBinding(String id) {
        return status(bindings.containsKey(id) ? 200 : 404);
    }

    Expected unbind(String id) {
        return bindings.containsKey(id) ? status(200, with(id, null)) : status(410);
    }

    Expected unbindMalformed(String id) {
        return status(bindings.containsKey(id) ? 400 : 410);
    }

    Model settled(boolean doomed) {
        return switch (life) {
            case CREATING -> become(doomed ? Life.FAILED : Life.LIVE);
            case UPDATING -> doomed ? new Model(Life.RESTORED, formerly(), bindings) : become(Life.LIVE);
            case DELETING -> become(Life.GONE);
            default -> this;
        };
    }

    private String formerly() {
        return made.substring(0, made.indexOf(UPDATED));
    }

    private Model with(String id, @Nullable String variant) {
        Map<String, String> now = new TreeMap<>(bindings);
        if (variant == null) {
            now.remove(id);
        } else {
            now.put(id, variant);
        }
        return new Model(life, made, now);
    }
}
