package dev.steward.worker;

import com.uber.m3.tally.Scope;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;

/**
 * Our way to Temporal. A server that was away has to find us there the moment it is back: leaders die meanwhile too. Of
 * itself Temporal's client would have each of its pollers wait ever longer, up to a minute, after calls that failed.
 */
final class Connection {

    /** So often it is tried again to connect, whatever gRPC's own ever longer pauses say. */
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    /** A server that fell silent is given up after both. More often Temporal's server takes it for an attack. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private Connection() {}

    static WorkflowServiceStubs to(String address, Scope metrics) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setMetricsScope(metrics)
                .setConnectionBackoffResetFrequency(RECONNECT)
                .setKeepAliveTime(SILENCE)
                .setKeepAliveTimeout(ANSWER)
                .setGrpcClientInterceptors(List.of(new Waiting()))
                .build());
    }

    /** A call waits for the connection, within its own time limit, instead of failing because there is none. */
    private static final class Waiting implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withWaitForReady());
        }
    }
}
