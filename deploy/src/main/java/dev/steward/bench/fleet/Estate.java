package dev.steward.bench.fleet;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All households, behind the doors. Machines outlive the worker that rents them: what was done to them is written down,
 * and done again by the next process.
 */
final class Estate {

    /** What changes nothing need not be done again. */
    private static final Set<String> LOOKS =
            Set.of("status", "answers", "awaitAnswer", "leftovers", "issueHostKey", "issueIdentity", "rehearse");

    private static final String NOBODY = "";
    private static final int KEY = 1; // the second word of a label's name

    private final Map<String, Household> households = new ConcurrentHashMap<>();
    private final Journal journal;

    private Estate(Journal journal) {
        this.journal = journal;
    }

    /** As the journal tells of it. */
    static Estate remembered(Journal journal) {
        Estate estate = new Estate(journal);
        journal.acts()
                .forEach(act -> estate.carryOut(act.method(), act.arguments().toArray()));
        return estate;
    }

    /** A door to all of them. */
    <T> T door(Class<T> door) {
        return door.cast(Proxy.newProxyInstance(
                door.getClassLoader(), new Class<?>[] {door}, (proxy, method, arguments) -> call(method, arguments)));
    }

    Collection<Household> households() {
        return households.values();
    }

    Household household(ClusterView cluster) {
        return household(key(cluster.id().value()));
    }

    private Household household(String key) {
        return households.computeIfAbsent(key, k -> new Household());
    }

    private @Nullable Object call(Method method, Object @Nullable [] given) {
        Object[] arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Object.class) {
            return invoke(this, method, arguments);
        }
        if (method.getDeclaringClass() == Machines.class && method.getName().equals("leftovers")) {
            return leftovers();
        }
        return carryOutAndRemember(method, arguments);
    }

    private @Nullable Object carryOutAndRemember(Method method, Object[] arguments) {
        synchronized (subject(arguments)) { // written in the order in which it was done
            Object result = carryOut(method, arguments);
            if (!LOOKS.contains(method.getName())) {
                journal.write(new Journal.Act(method, List.of(arguments)));
            }
            return result;
        }
    }

    private @Nullable Object carryOut(Method method, Object[] arguments) {
        Household household = subject(arguments);
        if (arguments.length > 0 && arguments[0] instanceof ClusterView view) {
            household.see(view);
        }
        return invoke(household.behind(method.getDeclaringClass()), method, arguments);
    }

    private static @Nullable Object invoke(Object behind, Method method, Object[] arguments) {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("doors are public", e);
        }
    }

    private Household subject(Object[] arguments) {
        return household(arguments.length == 0 ? NOBODY : key(arguments[0]));
    }

    /** Whom a call is about: doors name it first. */
    private static String key(Object first) {
        return switch (first) {
            case ClusterView view -> key(view.id().value());
            case NodeOrder order -> key(order.cluster().id().value());
            case BindOrder order -> key(order.cluster().id().value());
            case ClusterId id -> key(id.value());
            case NetworkOrder order -> key(order.owner().cluster());
            case AddressOrder order -> key(order.label().owner().cluster());
            case DiskOrder order -> key(order.label().owner().cluster());
            case MachineOrder order -> key(order.label().owner().cluster());
            case Label label -> key(label.owner().cluster());
            case Owner owner -> key(owner.cluster());
            case Address address -> address.id().split("-")[KEY];
            default -> throw new IllegalArgumentException("nobody knows whom this is about: " + first);
        };
    }

    private static String key(String cluster) {
        return new Owner(cluster).key("");
    }

    private List<Leftover> leftovers() {
        return households.values().stream()
                .map(h -> (Machines) h.behind(Machines.class))
                .flatMap(m -> m.leftovers().stream())
                .toList();
    }
}
