package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.ec2.Ec2Settings;
import java.net.URI;

/** What an operator sets for EC2. The example in {@code deploy/config/worker-ec2.yaml.example} shows every key. */
final class Ec2Section {

    private Ec2Section() {}

    static Ec2Settings read(Section ec2, Infrastructures.Common common) {
        return new Ec2Settings(
                common.terms(ec2),
                ec2.optional("endpoint", Rule.matching("an address such as https://ec2.example", "https?://\\S+"))
                        .map(URI::create),
                ec2.optional("credentials", Rule.path(common.folder())),
                ec2.value("region", Rule.text()),
                ec2.value("image", Rule.matching("an id such as ami-0123456789abcdef0", "ami-[0-9a-z]+")),
                ec2.oneOrMore("subnets", Rule.matching("an id such as subnet-0123456789abcdef0", "subnet-[0-9a-z]+")),
                ec2.oneOrMore("types", Rule.text()));
    }
}
