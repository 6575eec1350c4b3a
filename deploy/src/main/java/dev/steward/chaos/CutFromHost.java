package dev.steward.chaos;

import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.lab.Wires;
import java.util.List;
import java.util.Locale;

/**
 * The control plane is out of reach, and so is every new application; sessions of applications that exist go on.
 *
 * @param drivers by which the applications whose sessions go on came: {@code libpq}, {@code pgjdbc}
 */
public record CutFromHost(List<String> drivers) implements Fault {

    @Override
    public String told() {
        return "the leader cut off from the control plane, but not from sessions over " + String.join(", ", drivers);
    }

    @Override
    public Mending strike(Scene scene) {
        LabMachine leader = scene.leader();
        String names = String.join(
                ", ",
                drivers.stream()
                        .map(d -> "'steward-load-" + d.toLowerCase(Locale.ROOT) + "'")
                        .toList());
        List<Integer> ports = new Inside(leader)
                .sql("select client_port from pg_stat_activity where application_name in (" + names + ")")
                .lines()
                .map(Integer::valueOf)
                .toList();
        new Wires(leader).cutHost(ports);
        return () -> new Wires(leader).mend();
    }
}
