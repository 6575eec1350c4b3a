package dev.steward.machines;

import dev.steward.trouble.Trouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A cloud's machines in memory: it is busy for a look before it has done what it is asked for. */
final class FakeHypervisor implements Hypervisor {

    static final Trouble FULL = Mishap.noRoom("no host");

    /** Those that are not gone, by id. */
    final Map<String, Guest> machines = new LinkedHashMap<>();

    /** What it was asked to do, in order. */
    final List<String> asked = new ArrayList<>();

    /** What the next machine is to be, once it was made. */
    Stage made = Stage.RUNNING;

    private final Map<String, Stage> soon = new LinkedHashMap<>();
    private int count;

    /** There is such a machine. */
    void has(String id, Stage stage, String order) {
        machines.put(id, new Guest(id, stage, order, FULL));
    }

    Stage stage(String id) {
        return Optional.ofNullable(machines.get(id)).map(Guest::stage).orElse(Stage.GONE);
    }

    /** It is in this stage from the look after the next on. */
    void becomes(String id, Stage now, Stage then) {
        has(id, now, machines.get(id).order());
        soon.put(id, then);
    }

    @Override
    public List<Guest> named(Label label) {
        return machines.values().stream()
                .sorted(Comparator.comparing(Guest::stage))
                .toList();
    }

    @Override
    public Optional<Guest> look(String id) {
        Optional<Guest> seen = Optional.ofNullable(machines.get(id));
        Stage then = soon.remove(id);
        if (then == Stage.GONE) {
            machines.remove(id);
        } else if (then != null) {
            has(id, then, seen.orElseThrow().order());
        }
        return seen;
    }

    @Override
    public String make(MachineOrder order, String fingerprint) {
        return machines.keySet().stream().findFirst().orElseGet(() -> {
            String id = "made-" + ++count;
            has(id, Stage.COMING, fingerprint);
            soon.put(id, made);
            return id;
        });
    }

    @Override
    public void switchOff(Guest guest) {
        asked.add("off " + guest.id());
        becomes(guest.id(), Stage.BUSY, Stage.OFF);
    }

    @Override
    public void switchOn(Guest guest) {
        asked.add("on " + guest.id());
        becomes(guest.id(), Stage.BUSY, Stage.RUNNING);
    }

    @Override
    public void remove(Guest guest) {
        asked.add("remove " + guest.id());
        becomes(guest.id(), Stage.GOING, Stage.GONE);
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return Stream.empty();
    }
}
