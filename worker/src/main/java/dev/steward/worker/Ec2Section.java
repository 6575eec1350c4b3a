package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.ec2.Ec2Settings;
import java.net.URI;

/** What an operator sets for EC2. The example in {@code deploy/config/worker-ec2.yaml.example} shows every key. */
final class Ec2Section {

    private static final Rule<String> CIDR =
            Rule.matching("a range of addresses such as 10.0.0.0/24", "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");

    private Ec2Section() {}

    static Ec2Settings read(Section ec2, Infrastructures.Common common) {
        return new Ec2Settings(
                common.installation(),
                ec2.optional("endpoint", Rule.matching("an address such as https://ec2.example", "https?://\\S+"))
                        .map(URI::create),
                ec2.optional("credentials", Rule.path(common.folder())),
                ec2.value("region", Rule.text()),
                ec2.value("image", Rule.matching("an id such as ami-0123456789abcdef0", "ami-[0-9a-z]+")),
                ec2.oneOrMore("subnets", Rule.matching("an id such as subnet-0123456789abcdef0", "subnet-[0-9a-z]+")),
                ec2.oneOrMore("types", Rule.text()),
                ec2.oneOrMore("workers", CIDR),
                ec2.values("allowed", CIDR),
                common.authorisedKey());
    }
}
