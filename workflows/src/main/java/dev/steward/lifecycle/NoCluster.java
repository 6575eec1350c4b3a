package dev.steward.lifecycle;

import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.DynamicUpdateHandler;

/** For whoever takes a workflow that has a cluster's id for that cluster: he is told to come back later. */
final class NoCluster implements DynamicUpdateHandler {

    private final String sentence;

    NoCluster(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public void handleValidate(String update, EncodedValues arguments) {
        Refusal.validating(() -> {
            throw refusal();
        });
    }

    @Override
    public Object handleExecute(String update, EncodedValues arguments) {
        throw refusal();
    }

    private ApplicationFailure refusal() {
        return Refusal.BUSY.because(sentence);
    }
}
