package dev.steward.machines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A cloud's volumes in memory: it is busy for a look before it has done what it is asked for. */
final class FakeBlockStorage implements BlockStorage {

    /** Those that are not gone, by id. */
    final Map<String, Drive> volumes = new LinkedHashMap<>();

    /** What it was asked to do, in order. */
    final List<String> asked = new ArrayList<>();

    /** What the next volume is to be, once it was made. */
    Stage made = Stage.FREE;

    private final Map<String, Drive> soon = new LinkedHashMap<>();

    void has(String id, Stage stage, String... machines) {
        volumes.put(id, new Drive(id, stage, Set.of(machines)));
    }

    @Override
    public List<Drive> named(Label label) {
        return List.copyOf(volumes.values());
    }

    @Override
    public Optional<Drive> look(String id) {
        Optional<Drive> seen = Optional.ofNullable(volumes.get(id));
        Optional.ofNullable(soon.remove(id)).ifPresent(then -> volumes.put(id, then));
        return seen;
    }

    @Override
    public String make(DiskOrder order) {
        has("v", Stage.BUSY);
        soon.put("v", new Drive("v", made, Set.of()));
        return "v";
    }

    @Override
    public void attach(Drive drive, String machine) {
        asked.add("attach to " + machine);
        has(drive.id(), Stage.BUSY, machine);
        soon.put(drive.id(), new Drive(drive.id(), Stage.ATTACHED, Set.of(machine)));
    }

    @Override
    public void detach(Drive drive, String machine) {
        asked.add("detach from " + machine);
        has(drive.id(), Stage.BUSY);
        soon.put(drive.id(), new Drive(drive.id(), Stage.FREE, Set.of()));
    }

    @Override
    public void delete(Drive drive) {
        asked.add("delete");
        volumes.remove(drive.id());
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return Stream.empty();
    }
}
