package dev.steward.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that is not polling yet is not well: the first order would find nobody. */
class ReadinessTest {

    private final Map<String, String> pollers = new ConcurrentHashMap<>();
    private Server temporal;
    private WorkflowServiceStubs stubs;
    private Readiness readiness;

    @BeforeEach
    void start() throws IOException {
        temporal = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Matching())
                .build()
                .start();
        stubs = Connection.to("127.0.0.1:" + temporal.getPort(), new NoopScope());
        WorkflowClient client = WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setIdentity("us").build());
        readiness = Readiness.of(client, List.of("ec2/postgresql", "docker/postgresql"));
    }

    @AfterEach
    void stop() {
        stubs.shutdownNow();
        temporal.shutdownNow();
    }

    @Test
    void thatTemporalAnswersIsNotEnough() {
        assertThat(readiness.isReachable()).isTrue();
        assertThat(readiness.now().well()).isFalse();
        assertThat(readiness.now().sentence()).contains("not yet polling", "ec2/postgresql", "docker/postgresql");
    }

    @Test
    void everyQueueHasToBePolledByUsAndNotByAnother() {
        pollers.put("ec2/postgresql", "us");
        pollers.put("docker/postgresql", "another");
        assertThat(readiness.now().sentence()).contains("docker/postgresql").doesNotContain("ec2/postgresql");

        pollers.put("docker/postgresql", "us");
        assertThat(readiness.now().well()).isTrue();
    }

    @Test
    void withoutTemporalNothingIsWell() {
        temporal.shutdownNow();
        assertThat(readiness.isReachable()).isFalse();
        assertThat(readiness.now().sentence()).contains("Temporal does not answer");
    }

    /** Knows who waits for work. */
    private final class Matching extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
            answer.onNext(GetSystemInfoResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void describeTaskQueue(
                DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> answer) {
            DescribeTaskQueueResponse.Builder known = DescribeTaskQueueResponse.newBuilder();
            String poller = pollers.get(request.getTaskQueue().getName());
            if (poller != null) {
                known.addPollers(PollerInfo.newBuilder().setIdentity(poller));
            }
            answer.onNext(known.build());
            answer.onCompleted();
        }
    }
}
