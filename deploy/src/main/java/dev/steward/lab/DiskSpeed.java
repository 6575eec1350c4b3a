package dev.steward.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How fast a machine's data disk takes writes, by the control group of its container. Needs root on Docker's host. */
public final class DiskSpeed {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Path file;
    private final String device;
    private final boolean second;

    private DiskSpeed(Path file, String device, boolean second) {
        this.file = file;
        this.device = device;
        this.second = second;
    }

    /** Empty where the host has no such control, or not for us. */
    public static Optional<DiskSpeed> of(LabMachine machine) {
        String pid = Command.run(List.of("docker", "inspect", "--format={{.State.Pid}}", machine.id()))
                .strip();
        String device = new Inside(machine)
                .shell("lsblk -dno MAJ:MIN /dev/steward-data 2>/dev/null || stat -c '%Hr:%Lr' /dev/steward-data")
                .strip();
        return groups(pid)
                .map(line -> line.split(":", 3))
                .map(line -> line[1].isEmpty()
                        ? new DiskSpeed(group(GROUPS, line[2]).resolve("io.max"), device, true)
                        : new DiskSpeed(
                                group(GROUPS.resolve("blkio"), line[2]).resolve("blkio.throttle.write_iops_device"),
                                device,
                                false))
                .filter(speed -> Files.isWritable(speed.file));
    }

    /** The line of the version 1 controller, else that of version 2. */
    private static Optional<String> groups(String pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", pid, "cgroup"));
            Optional<String> first = lines.stream()
                    .filter(l -> l.split(":", 3)[1].equals("blkio"))
                    .findFirst();
            return first.or(
                    () -> lines.stream().filter(l -> l.startsWith("0::")).findFirst());
        } catch (IOException e) {
            return Optional.empty(); // the daemon runs elsewhere
        }
    }

    /** The container's own init may sit in a group below. */
    private static Path group(Path root, String name) {
        String container = name.replaceFirst("(/docker/[0-9a-f]{64}).*", "$1").replaceFirst("/init\\.scope$", "");
        return root.resolve(container.substring(1));
    }

    /**
     * Slows it down.
     *
     * @param writes how many a second at most
     */
    public void limit(int writes) {
        write(second ? device + " wiops=" + writes : device + " " + writes);
    }

    public void free() {
        if (Files.exists(file)) {
            write(second ? device + " wiops=max" : device + " 0");
        }
    }

    private void write(String line) {
        try {
            Files.writeString(file, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
