package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a person asks of a cluster, beside the platform. One at a time. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OperatorOrder.SwitchOver.class, name = "switchOver"),
    @JsonSubTypes.Type(value = OperatorOrder.ForceTakeOver.class, name = "forceTakeOver")
})
public sealed interface OperatorOrder {

    /**
     * Have another node lead, without a fault and without a loss.
     *
     * @param to which
     */
    record SwitchOver(NodeName to) implements OperatorOrder {}

    /** Have whoever can be reached lead, though acknowledged commits may be lost by it. */
    record ForceTakeOver() implements OperatorOrder {}
}
