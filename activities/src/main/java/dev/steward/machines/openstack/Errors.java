package dev.steward.machines.openstack;

import dev.steward.machines.Mishap;
import dev.steward.trouble.Trouble;
import java.util.regex.Pattern;

/** What the cloud's errors mean. */
final class Errors {

    /** Nova says 403, Cinder 413, Neutron 409. */
    private static final Pattern QUOTA = Pattern.compile("(?i)quota|exceeds? .*limit|maximum allowed|overquota");

    /** As Nova puts it, in the answer or in the fault of a server that could not be placed. */
    private static final Pattern FULL = Pattern.compile(
            "(?i)no valid (host|backend)|no more ip addresses|insufficient .*resources|exceeded maximum number of retries");

    private static final Pattern LACKING =
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
            return Mishap.noRoom(evidence);
        }
        boolean quota = QUOTA.matcher(said).find();
        return switch (status) {
            case 0 -> Mishap.silence("OpenStack", evidence);
            case 413 -> Mishap.noQuota(evidence);
            case 403 -> quota ? Mishap.noQuota(evidence) : Mishap.noEntry(evidence);
            case 409 -> quota ? Mishap.noQuota(evidence) : Mishap.failure("OpenStack", evidence);
            case 401 -> Mishap.noEntry(evidence);
            case 400 -> LACKING.matcher(said).find() ? Mishap.lacking(evidence) : Mishap.failure("OpenStack", evidence);
            default -> Mishap.failure("OpenStack", evidence);
        };
    }
}
