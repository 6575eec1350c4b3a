package dev.steward.fakes;

import dev.steward.trouble.Trouble;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Stands in a door and decides what becomes of each call through it. */
public final class Faults {

    /** What becomes of a call. */
    public enum Fate {
        WORKS,
        /** It fails and did nothing. */
        FAILS,
        /** It did what it should, and its answer is lost. */
        ANSWER_LOST,
        /** It is done twice. */
        TWICE
    }

    private final List<String> calls = new ArrayList<>();
    private Trouble.Kind kind = Trouble.Kind.UNAVAILABLE;
    private BiFunction<Integer, String, Fate> fates = (call, name) -> Fate.WORKS;

    /**
     * Orders faults from now on.
     *
     * @param failures the kind of the failures
     * @param decided what becomes of a call, by its number (from 1, through all doors) and name
     */
    public synchronized void order(Trouble.Kind failures, BiFunction<Integer, String, Fate> decided) {
        kind = failures;
        fates = decided;
        calls.clear();
    }

    /** No faults from now on. */
    public void orderNone() {
        order(Trouble.Kind.UNAVAILABLE, (call, name) -> Fate.WORKS);
    }

    /** The names of the calls since the last order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** A door in which these faults stand. */
    public <T> T in(Class<T> door, T behind) {
        return door.cast(Proxy.newProxyInstance(
                door.getClassLoader(), new Class<?>[] {door}, (proxy, method, args) -> call(behind, method, args)));
    }

    private Object call(Object behind, Method method, Object[] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invoke(behind, method, args);
        }
        Fate fate = fate(method.getName());
        if (fate == Fate.FAILS) {
            throw ordered(method);
        }
        Object result = invoke(behind, method, args);
        if (fate == Fate.ANSWER_LOST) {
            throw ordered(method);
        }
        return fate == Fate.TWICE ? invoke(behind, method, args) : result;
    }

    private RuntimeException ordered(Method method) {
        return new Trouble(kind, "A fault was ordered.", "a fault was ordered at " + method.getName()).failure();
    }

    /** What decides may take its time: other calls go on. */
    private Fate fate(String name) {
        BiFunction<Integer, String, Fate> decides;
        int call;
        synchronized (this) {
            calls.add(name);
            call = calls.size();
            decides = fates;
        }
        return decides.apply(call, name);
    }

    private static Object invoke(Object behind, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(behind, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
