package dev.steward.bench.fleet;

import dev.steward.document.BrokenDocumentException;
import dev.steward.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;

/** The worker, with an estate behind its doors: {@code FleetWorker JOURNAL STORMPORT --config=FILE}. */
public final class FleetWorker {

    private FleetWorker() {}

    public static void main(String[] arguments) throws BrokenDocumentException, IOException, InterruptedException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: JOURNAL STORMPORT --config=FILE");
        }
        Estate estate = Estate.remembered(new Journal(Path.of(arguments[0])));
        new StormServer(estate, Integer.parseInt(arguments[1])).start();
        Worker.serve(new EstatePlugs(estate), arguments[2]);
    }
}
