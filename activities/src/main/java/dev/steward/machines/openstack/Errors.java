package dev.steward.machines.openstack;

import dev.steward.machines.Faults;
import dev.steward.machines.Mishap;
import dev.steward.trouble.Trouble;

/** What the cloud's errors mean: a status, and what is said about it. */
final class Errors {

    private static final Faults FAULTS = new Faults("OpenStack")
            .when("no answer: .*", evidence -> Mishap.silence("OpenStack", evidence))
            .when(".*(no valid (host|backend)|no more ip addresses|insufficient .*resources).*", Mishap::noRoom)
            .when(".*exceeded maximum number of retries.*", Mishap::noRoom)
            .when("413: .*", Mishap::noQuota) // Cinder's way
            .when("(403|409): .*(quota|exceeds? .*limit|maximum allowed).*", Mishap::noQuota) // Nova's, and Neutron's
            .when("40[13]: .*", Mishap::noEntry)
            .when("400: .*(image|flavor|network .*not found|availability.zone).*", Mishap::lacking)
            .when("400: .*(volume.?type|not authori[sz]ed).*", Mishap::lacking);

    private Errors() {}

    /**
     * What it means.
     *
     * @param status of HTTP; 0 when there was no answer
     */
    static Trouble trouble(String what, int status, String said) {
        return FAULTS.meaning(what, (status == 0 ? "no answer" : status) + ": " + said.strip(), "");
    }
}
