package dev.steward.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Many contenders, made and given back a few at a time: what is measured comes afterwards. */
public final class Fleet implements AutoCloseable {

    private static final int AT_ONCE = 3;

    private final List<Contender> contenders = new ArrayList<>();

    /**
     * Makes them.
     *
     * @throws Spoilt when one can't be made; the others have been given back
     */
    public static Fleet of(int size, Supplier<? extends Contender> make) {
        Fleet fleet = new Fleet();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> making = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                making.add(threads.submit(() -> fleet.add(make.get())));
            }
            making.forEach(Fleet::await);
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
        return fleet;
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new Spoilt("one of many could not be made or given back: "
                    + (e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized void add(Contender contender) {
        contenders.add(contender);
    }

    public synchronized List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    @Override
    public void close() {
        List<Contender> leaving = contenders();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<? extends Future<?>> closing =
                    leaving.stream().map(c -> threads.submit(c::close)).toList();
            closing.forEach(Fleet::await);
        }
    }
}
