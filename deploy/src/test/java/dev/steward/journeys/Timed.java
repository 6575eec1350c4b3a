package dev.steward.journeys;

import dev.steward.cluster.NodeName;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** How long what is done by hand takes, printed. */
final class Timed {

    private Timed() {}

    /** Something done on a node. */
    interface Act<T> {
        T on(NodeName node);
    }

    static <T> List<T> inParallel(List<NodeName> nodes, Act<T> act) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> running = nodes.stream()
                    .map(n -> CompletableFuture.supplyAsync(() -> act.on(n), threads))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        }
    }

    static void timed(String what, Runnable act) {
        long began = System.nanoTime();
        act.run();
        print(what, began);
    }

    static <T> T timed(String what, Callable<T> act) throws Exception {
        long began = System.nanoTime();
        T result = act.call();
        print(what, began);
        return result;
    }

    static void print(String what, long began) {
        System.out.printf("%-40s %5d ms%n", what, (System.nanoTime() - began) / 1_000_000);
    }
}
