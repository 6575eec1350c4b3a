package dev.steward.lifecycle;

import dev.steward.cluster.Node;
import dev.steward.machines.Label;

/** How all is given back that a node has, by its name, whether or not it is known to exist. */
final class NodeRemoval {

    private final Doors doors;
    private final Steps steps;

    NodeRemoval(Doors doors, Steps steps) {
        this.doors = doors;
        this.steps = steps;
    }

    void of(Node node) {
        of(node.machine().label(), node.disk().label());
    }

    /** A repair may have been replacing what it had. */
    void of(Label machine, Label disk) {
        steps.insistOn(() -> doors.machines().destroy(machine));
        steps.insistOn(() -> doors.machines().destroy(machine.next()));
        steps.insistOn(() -> doors.machines().deleteDisk(disk));
        steps.insistOn(() -> doors.machines().deleteDisk(disk.next()));
        steps.insistOn(() -> doors.machines().releaseAddress(new Label(machine.owner(), machine.node(), 0)));
    }
}
