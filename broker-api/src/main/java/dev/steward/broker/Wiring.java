package dev.steward.broker;

import dev.steward.broker.api.Bindings;
import dev.steward.broker.api.CatalogPage;
import dev.steward.broker.api.Errors;
import dev.steward.broker.api.Instances;
import dev.steward.broker.api.LastOperations;
import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.codec.CodecEndpoint;
import dev.steward.payloads.EncryptionCodec;
import dev.steward.payloads.Payloads;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the broker is made of. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@Import({Web.class, CatalogPage.class, Instances.class, LastOperations.class, Bindings.class, Errors.class})
class Wiring {

    @Bean
    Catalog catalog(Ingredients ingredients) {
        return ingredients.catalog();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Connects at the first call, and again by itself whenever it has to. */
    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs temporal(Ingredients ingredients) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(ingredients.settings().temporal().address())
                .setRpcTimeout(ingredients.patience().answer())
                .setSystemInfoTimeout(ingredients.patience().answer())
                .build());
    }

    @Bean
    Clusters clusters(WorkflowServiceStubs temporal, Ingredients ingredients) {
        WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                .setNamespace(ingredients.settings().temporal().namespace())
                .setDataConverter(Payloads.encrypted(ingredients.keys()))
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .build();
        return new Clusters(WorkflowClient.newInstance(temporal, options), ingredients.patience());
    }

    @Bean
    CodecEndpoint codec(Ingredients ingredients) {
        return new CodecEndpoint(new EncryptionCodec(ingredients.keys()));
    }
}
