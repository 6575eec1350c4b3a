package dev.steward.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import io.grpc.ConnectivityState;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A leader may die while Temporal is away. */
@Timeout(60)
class ConnectionTest {

    @Test
    void whatIsAskedForWhileTemporalIsAwayIsAnsweredWhenItIsBack() throws Exception {
        Server before = temporal(0);
        int port = before.getPort();
        WorkflowServiceStubs stubs = Connection.to("127.0.0.1:" + port, new NoopScope());
        try {
            stubs.blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            before.shutdownNow().awaitTermination();
            awaitLoss(stubs);
            CompletableFuture<PollWorkflowTaskQueueResponse> polled =
                    CompletableFuture.supplyAsync(() -> stubs.blockingStub()
                            .withDeadlineAfter(50, TimeUnit.SECONDS)
                            .pollWorkflowTaskQueue(PollWorkflowTaskQueueRequest.getDefaultInstance()));
            TimeUnit.SECONDS.sleep(6); // gRPC would wait for longer than 2 s by now until it connects again
            assertThat(polled).isNotDone();
            Server after = temporal(port);
            try {
                assertThat(polled).succeedsWithin(2, TimeUnit.SECONDS);
            } finally {
                after.shutdownNow();
            }
        } finally {
            stubs.shutdownNow();
        }
    }

    /** What is sent before the loss is noticed fails with it, and is sent again by Temporal's client. */
    private static void awaitLoss(WorkflowServiceStubs stubs) throws InterruptedException {
        while (stubs.getRawChannel().getState(false) == ConnectivityState.READY) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static Server temporal(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new Answering())
                .build()
                .start();
    }

    /** Answers at once what a worker asks for. */
    private static final class Answering extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
            answer.onNext(GetSystemInfoResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void pollWorkflowTaskQueue(
                PollWorkflowTaskQueueRequest request, StreamObserver<PollWorkflowTaskQueueResponse> answer) {
            answer.onNext(PollWorkflowTaskQueueResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
