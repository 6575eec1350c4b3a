package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.SecretFile;
import dev.steward.machines.openstack.OpenstackSettings;
import dev.steward.machines.openstack.OpenstackSettings.Login;
import dev.steward.machines.openstack.OpenstackSettings.Spread;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator sets for OpenStack. The example in {@code deploy/config/worker-openstack.yaml.example} shows every key. */
final class OpenstackSection {

    private static final Rule<String> URL =
            Rule.matching("an address such as https://cloud.example:5000/v3", "https?://[^\\s]+");

    private OpenstackSection() {}

    static OpenstackSettings read(Section openstack, Infrastructures.Common common) {
        return new OpenstackSettings(
                common.terms(openstack),
                URI.create(openstack.value("auth", URL)),
                login(openstack, common.folder()),
                openstack.value("region", Rule.text()),
                openstack.optional("proxy", URL).map(URI::create),
                openstack.value("image", Rule.expandedText()),
                openstack.values("flavors", Rule.text()),
                openstack.value("network", Rule.text()),
                openstack.values("zones", Rule.text()),
                openstack.values("volumeZones", Rule.text()),
                openstack.optional("volumeType", Rule.text()),
                openstack
                        .optional("spread", Rule.matching("hard or soft", "hard|soft"))
                        .map(text -> Spread.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(Spread.SOFT));
    }

    private static Login login(Section openstack, Path folder) {
        Optional<Login> byCredential = openstack.optionalSection(
                "applicationCredential",
                a -> new Login.ApplicationCredential(a.value("id", Rule.expandedText()), secret(a, folder)));
        Optional<Login> byPassword = openstack.optionalSection(
                "password",
                p -> new Login.Password(
                        p.value("user", Rule.expandedText()),
                        p.value("userDomain", Rule.text()),
                        p.value("project", Rule.expandedText()),
                        p.value("projectDomain", Rule.text()),
                        secret(p, folder)));
        List<Login> given =
                Stream.of(byCredential, byPassword).flatMap(Optional::stream).toList();
        if (given.size() != 1) {
            openstack.refuse("", "needs either applicationCredential or password");
        }
        return given.isEmpty() ? new Login.ApplicationCredential("", new SecretFile(folder)) : given.getFirst();
    }

    private static SecretFile secret(Section login, Path folder) {
        return new SecretFile(login.value("secret", Rule.path(folder)));
    }
}
