package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.docker.DockerSettings;
import dev.steward.machines.docker.SubnetPool;
import java.net.URI;

/** What an operator sets for Docker. */
final class DockerSection {

    private DockerSection() {}

    static DockerSettings read(Section docker, Infrastructures.Common common) {
        return new DockerSettings(
                common.installation(),
                host(docker),
                docker.value("image", Rule.expandedText()),
                subnets(docker),
                docker.value("disks", Rule.expandedText().also("has to be an absolute path", p -> p.startsWith("/"))),
                common.authorisedKey());
    }

    private static SubnetPool subnets(Section docker) {
        try {
            return SubnetPool.parse(docker.value(
                    "subnets", Rule.matching("a range of addresses such as 10.89.0.0/16", "[0-9.]+/[0-9]+")));
        } catch (IllegalArgumentException e) {
            docker.refuse("subnets", String.valueOf(e.getMessage()));
            return new SubnetPool(10 << 24, 8);
        }
    }

    private static URI host(Section docker) {
        try {
            return URI.create(docker.value("host", Rule.expandedText()));
        } catch (IllegalArgumentException e) {
            docker.refuse("host", "has to be an address such as unix:///var/run/docker.sock");
            return URI.create("unix:///");
        }
    }
}
