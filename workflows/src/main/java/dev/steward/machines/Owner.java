package dev.steward.machines;

/**
 * For whom something was rented. Every resource carries it as a tag, so that what belongs to nobody can be found.
 *
 * @param cluster the cluster, by its instance id (any string of 1 to 255 characters)
 */
public record Owner(String cluster) {

    /**
     * 16 hex digits that stand for the owner where a name has to be short and plain.
     *
     * @param installation the Steward that rents; several may share an infrastructure
     */
    public String key(String installation) {
        return Sha256.of(installation + "/" + cluster).substring(0, 16);
    }
}
