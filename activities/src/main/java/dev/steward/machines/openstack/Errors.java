package dev.steward.machines.openstack;

import dev.steward.trouble.Trouble;
import java.util.regex.Pattern;

/** What the cloud's errors mean. */
final class Errors {

    /** Nova says 403, Cinder 413, Neutron 409. */
    private static final Pattern QUOTA = Pattern.compile("(?i)quota|exceeds? .*limit|maximum allowed|overquota");

    /** As Nova puts it, in the answer or in the fault of a server that could not be placed. */
    private static final Pattern FULL = Pattern.compile(
            "(?i)no valid (host|backend)|no more ip addresses|insufficient .*resources|exceeded maximum number of retries");

    private static final Pattern OPERATORS =
            Pattern.compile("(?i)image|flavor|network .*not found|availability.zone|volume.?type|not authori[sz]ed");

    private Errors() {}

    /**
     * What it means.
     *
     * @param status of HTTP; 0 when there was no answer
     */
    static Trouble trouble(String what, int status, String said) {
        String evidence = what + ": " + (status == 0 ? "no answer" : status) + ": " + said.strip();
        if (FULL.matcher(said).find()) {
            return Trouble.noCapacity("The infrastructure has no room left.", evidence);
        }
        if (status == 413
                || ((status == 403 || status == 409) && QUOTA.matcher(said).find())) {
            return Trouble.noCapacity("A quota of the infrastructure is used up.", evidence);
        }
        if (status == 401
                || status == 403
                || (status == 400 && OPERATORS.matcher(said).find())) {
            return Trouble.misconfigured("The infrastructure's operator has to set something right.", evidence);
        }
        if (status == 0) {
            return Trouble.unavailable("The infrastructure (OpenStack) does not answer.", evidence);
        }
        return Trouble.unavailable("The infrastructure could not do it.", evidence);
    }
}
