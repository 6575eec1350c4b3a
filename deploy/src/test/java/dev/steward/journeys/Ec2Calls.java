package dev.steward.journeys;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Notes what AWS's client is asked for in this process; it finds it by a file among the resources. */
public final class Ec2Calls implements ExecutionInterceptor {

    private static final Set<String> MADE = new ConcurrentSkipListSet<>();

    /** The rights that the calls so far have needed: {@code ec2:RunInstances}. */
    static Set<String> rights() {
        return MADE;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        MADE.add("ec2:" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
}
