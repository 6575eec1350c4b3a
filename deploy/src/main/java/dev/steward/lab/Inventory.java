package dev.steward.lab;

import java.util.List;

/** What exists in the name of a cluster, looked up past Steward and its infrastructures. */
public interface Inventory {

    /** The containers, by name or id, that are the cluster's machines: on a lab for a cloud they are containers too. */
    List<String> machines(String cluster);

    /** Everything that exists in its name, one line for each thing. */
    List<String> leftovers(String cluster);
}
