package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.Terms;
import dev.steward.machines.docker.DockerMachines;
import dev.steward.machines.ec2.Ec2Machines;
import dev.steward.machines.openstack.OpenstackMachines;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The infrastructures that can be plugged in. One is added by a line here, and a reader of its section. */
final class Infrastructures {

    private static final Map<String, BiFunction<Section, Common, Supplier<Infrastructure>>> KNOWN = new TreeMap<>();

    static {
        know("docker", (section, common) -> {
            var settings = DockerSection.read(section, common);
            return () -> Infrastructure.of(DockerMachines.rental(settings));
        });
        know("openstack", (section, common) -> {
            var settings = OpenstackSection.read(section, common);
            return () -> Infrastructure.of(OpenstackMachines.rental(settings));
        });
        know("ec2", (section, common) -> {
            var settings = Ec2Section.read(section, common);
            return () -> Infrastructure.of(Ec2Machines.rental(settings));
        });
    }

    private Infrastructures() {}

    /**
     * What every infrastructure has to know.
     *
     * @param installation tells apart several Stewards that share an infrastructure
     * @param authorisedKey our public SSH key, one line in OpenSSH form
     * @param folder to which paths in the configuration are relative
     */
    record Common(String installation, String authorisedKey, Path folder) {

        private static final Rule<String> CIDR =
                Rule.matching("a range of addresses such as 10.0.0.0/24", "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");

        /** The same, with what a cloud's section says of who is let in there. */
        Terms terms(Section cloud) {
            return new Terms(
                    installation, cloud.oneOrMore("workers", CIDR), cloud.values("allowed", CIDR), authorisedKey);
        }
    }

    private static void know(String name, BiFunction<Section, Common, Supplier<Infrastructure>> reader) {
        KNOWN.put(name, reader);
    }

    /** The names of all, in the form of a choice: {@code docker|openstack}. */
    static String names() {
        return String.join("|", KNOWN.keySet());
    }

    /** Those that have a section of their own here, by name. */
    static Map<String, Supplier<Infrastructure>> read(Section all, Common common) {
        Map<String, Supplier<Infrastructure>> configured = new LinkedHashMap<>();
        KNOWN.forEach((name, reader) -> all.optionalSection(name, section -> reader.apply(section, common))
                .ifPresent(infrastructure -> configured.put(name, infrastructure)));
        return configured;
    }
}
