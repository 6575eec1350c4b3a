package dev.steward.broker;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import io.temporal.activity.Activity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stand in doors and hold up what is done for an instance, or have it fail, so that a test can look at it half done. */
final class Gates {

    /** Creation begins with the first and deletion ends with the second; the third makes a binding. */
    private static final Set<String> GATED = Set.of("createNetwork", "deleteNetwork", "bind");

    /** A cancelled call learns it by its heartbeats. */
    static final Duration HEARTBEAT = Duration.ofMillis(30);

    /** What is added to an instance's id for the gate of its bindings. */
    static final String BINDING = " bindings";

    private final Set<String> closed = new HashSet<>();
    private final Set<String> doomed = new HashSet<>();

    synchronized void close(String instance) {
        closed.add(instance);
    }

    synchronized void open(String instance) {
        closed.remove(instance);
        notifyAll();
    }

    /** What is to be made next for this instance can't be: what was begun with it is undone, and that succeeds. */
    synchronized void doom(String instance) {
        doomed.add(instance);
    }

    synchronized void pardon(String instance) {
        doomed.remove(instance);
    }

    /** A door in which they stand. */
    <T> T in(Class<T> door, T behind) {
        return door.cast(Proxy.newProxyInstance(
                door.getClassLoader(), new Class<?>[] {door}, (proxy, method, args) -> call(behind, method, args)));
    }

    private @Nullable Object call(Object behind, Method method, Object @Nullable [] args) throws Throwable {
        if (args != null && GATED.contains(method.getName())) {
            String suffix = method.getName().equals("bind") ? BINDING : "";
            pass(method.getName(), instance(args[0]) + suffix);
        }
        try {
            return method.invoke(behind, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A call that is cancelled while it is held up ends. */
    private synchronized void pass(String call, String instance) throws InterruptedException {
        while (closed.contains(instance)) {
            Activity.getExecutionContext().heartbeat(null);
            wait(HEARTBEAT.toMillis());
        }
        if (!call.equals("deleteNetwork") && doomed.remove(instance)) {
            throw Trouble.impossible("There is no room for it.", "a test wants it so")
                    .failure();
        }
    }

    private static String instance(Object order) {
        return switch (order) {
            case NetworkOrder network -> network.owner().cluster();
            case Owner owner -> owner.cluster();
            case BindOrder bind -> bind.cluster().id().value();
            case ClusterView view -> view.id().value();
            case ClusterId id -> id.value();
            default -> throw new IllegalArgumentException(order.toString());
        };
    }
}
